import java.util.Locale;
import mg.value.Value;

/// The program of micrograd's readme: prints g, dg/da and dg/db.
class Micrograd {
    public static void main(String[] arguments) {
        Value a = Value.of(-4.0);
        Value b = Value.of(2.0);
        Value c = a.add(b);
        Value d = a.mul(b).add(b.pow(3));
        c = c.add(c.add(1));
        c = c.add(Value.add(1, c).add(a.neg()));
        d = d.add(d.mul(2).add(b.add(a).relu()));
        d = d.add(Value.mul(3, d).add(b.sub(a).relu()));
        Value e = c.sub(d);
        Value f = e.pow(2);
        Value g = f.div(2.0);
        g = g.add(Value.div(10.0, f));
        print(g.data());
        g.backward();
        print(a.grad());
        print(b.grad());
    }

    private static void print(double number) {
        System.out.println(String.format(Locale.ROOT, "%.4f", number));
    }
}
