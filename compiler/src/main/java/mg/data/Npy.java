package mg.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// NumPy's format for one array: a magic string, a version, the length of the header, the header as a Python
/// dictionary with `descr`, `fortran_order` and `shape`, the elements.
final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Map<String, Encoding> ENCODINGS = Map.ofEntries(
            Map.entry("f8", Encoding.F64), Map.entry("f4", Encoding.F32), Map.entry("f2", Encoding.F16),
            Map.entry("i8", Encoding.I64), Map.entry("i4", Encoding.I32), Map.entry("i2", Encoding.I16),
            Map.entry("i1", Encoding.I8), Map.entry("u8", Encoding.U64), Map.entry("u4", Encoding.U32),
            Map.entry("u2", Encoding.U16), Map.entry("u1", Encoding.U8), Map.entry("b1", Encoding.BOOL));
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"])(.*?)\\1");
    private static final Pattern DESCR_LIST = Pattern.compile("['\"]descr['\"]\\s*:\\s*\\[");
    private static final Pattern FORTRAN = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(\\s*((?:\\d+L?\\s*,?\\s*)*)\\)");

    private Npy() {}

    /// Whether a file that starts so is one.
    static boolean starts(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(MAGIC, 0, 6, head, 0, 6);
    }

    static Tensor read(Source in, ElementType wanted) {
        if (!starts(in.head(6))) {
            throw in.error("not a .npy file: it does not start with \\x93NUMPY", "write it with numpy.save");
        }
        ByteBuffer start = in.header(8);
        int version = start.get(6);
        if (version < 1 || version > 3) {
            throw in.error("version " + version + " of .npy; known are 1, 2 and 3");
        }
        long length = version == 1
                ? in.header(2).order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xffffL
                : in.header(4).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffffffL;
        in.expect(length, "its header");
        if (length > 1 << 20) {
            throw in.error("its header is " + length + " bytes long");
        }
        String header = new String(in.header((int) length).array(), StandardCharsets.UTF_8);
        var elements = new Elements(encoding(in, header), order(header), shape(in, header));
        Tensor result = elements.read(in, wanted);
        in.end(elements.described());
        return find(in, FORTRAN, header).group(1).equals("True") ? rowMajor(result) : result;
    }

    private static Encoding encoding(Source in, String header) {
        if (DESCR_LIST.matcher(header).find()) {
            throw in.error("holds records, not numbers", "save each field as an array of its own");
        }
        String descr = find(in, DESCR, header).group(2);
        Encoding encoding = descr.matches("[<>|=].*") ? ENCODINGS.get(descr.substring(1)) : null;
        if (encoding == null) {
            throw in.error("holds elements of type '" + descr + "'",
                    "known are f8 f4 f2, i8 i4 i2 i1, u8 u4 u2 u1 and b1; convert it with a.astype('f8')");
        }
        return encoding;
    }

    private static ByteOrder order(String header) {
        Matcher descr = DESCR.matcher(header);
        return descr.find() && descr.group(2).startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static List<Long> shape(Source in, String header) {
        var shape = new ArrayList<Long>();
        for (String size : find(in, SHAPE, header).group(1).split("[L,\\s]+")) {
            if (size.length() > 18) {
                throw in.error("a size of " + size + " in its header");
            }
            if (!size.isEmpty()) {
                shape.add(Long.parseLong(size));
            }
        }
        return shape;
    }

    private static Matcher find(Source in, Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw in.error("its header does not say descr, fortran_order and shape: " + header.strip());
        }
        return matcher;
    }

    /// The array whose elements, first index fastest, these are.
    private static Tensor rowMajor(Tensor columns) {
        Type type = columns.type();
        Tensor result = Tensor.zeros(type);
        long[] to = type.strides();
        var position = new int[type.rank()];
        long target = 0;
        for (int k = 0; k < type.size(); k++) {
            System.arraycopy(columns.data(), k, result.data(), (int) target, 1);
            for (int axis = 0; axis < position.length; axis++) {
                target += to[axis];
                if (++position[axis] < type.size(axis)) {
                    break;
                }
                target -= to[axis] * position[axis];
                position[axis] = 0;
            }
        }
        return result;
    }
}
