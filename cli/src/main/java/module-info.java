/// The `mg` command.
module mg.cli {
    requires mg.compiler;
    requires java.desktop;
    requires com.google.gson;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires xchart;

    opens mg.cli to
            info.picocli;
    opens mg.cli.gradbench to
            info.picocli;
}
