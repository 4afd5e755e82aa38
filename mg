#!/bin/sh
# The mg command: builds it when it is not there or its sources have changed, then runs it.
# $MG_JAVA_HOME: the JDK to use. $MG_JAVA_OPTS: more options for the JVM.
set -eu

# The folder this script lies in, through any symbolic links.
script=$0
while [ -L "$script" ]; do
    link=$(readlink "$script")
    case $link in
    /*) script=$link ;;
    *) script=$(dirname "$script")/$link ;;
    esac
done
mg=$(CDPATH='' cd "$(dirname "$script")" && pwd -P)

jdk=$("$mg/.mvn/find-jdk")
target=$mg/cli/target
jar=$target/lib/mg.jar # its manifest names the other jars beside it

# Every build writes the jar last and anew: nothing that it was made from is younger.
stale() {
    [ ! -f "$jar" ] || [ -n "$(find "$mg"/pom.xml "$mg"/*/pom.xml "$mg"/*/src/main -newer "$jar" -print | head -n 1)" ]
}

build() {
    if [ -d "$target/classes" ]; then why='sources changed'; else why='first use'; fi
    echo "building mg ($why) …" >&2
    rm -rf "$target/lib" # not overwritten: an mg that is running keeps its jars
    if ! (cd "$mg" && ./mvnw --batch-mode -q -pl cli -am -Dmaven.test.skip=true package) >"$target/build.log" 2>&1 </dev/null; then
        tail -n 25 "$target/build.log" >&2
        echo "mg: the build failed, see $target/build.log" >&2
        return 3
    fi
}

# What the JVM is started with when the cache below is made, and each time. The third option and the jar's manifest let
# the JVM backend load the Vector API when it wants it; unlike with --add-modules, starting takes no longer and says
# nothing.
options='-XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport'
start=$target/start
cache=$start/mg.aot

# The cache of linked classes is of one JDK and of these jars. Where this comes out wrong, the JVM goes on without it.
made_for=$(echo "$jdk" && cat "$jdk/release")
prepared() {
    [ "$start/jdk" -nt "$jar" ] && [ "$(cat "$start/jdk")" = "$made_for" ]
}

# Without a cache, for whatever reason, starting only takes longer. It is then not tried again.
prepare() {
    rm -rf "$start"
    mkdir -p "$start"
    "$jdk/bin/java" -XX:TieredStopAtLevel=1 -cp "$jar" mg.cli.start.Preparation "$target/lib" "$start" &&
        # shellcheck disable=SC2086
        "$jdk/bin/java" $options -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
            -XX:AOTCacheOutput="$cache.new" -cp "$start/mg.jar" mg.cli.start.Rehearsal &&
        mv "$cache.new" "$cache"
    echo "$made_for" >"$start/jdk"
}

if stale || { ! prepared && [ -w "$target" ]; }; then
    if ! mkdir -p "$target" 2>/dev/null || [ ! -w "$target" ]; then
        echo "mg: it has to be built, and cannot be: $target is not a folder that can be written" >&2
        exit 3
    fi
    exec 9>"$target/build.lock"
    if command -v flock >/dev/null; then flock 9; fi # another mg may have done it while this one waited
    if stale; then build 9>&-; fi
    if ! prepared; then prepare 9>&- >"$target/start.log" 2>&1 </dev/null || true; fi
    exec 9>&-
fi

# All start from the cache. In short commands HotSpot waits longer before it compiles: most of what they run they run only
# a few times. In others it compiles a method of a kernel after few runs and waits for it: until then its vectors are
# objects, and each operation on one takes a thousand times as long.
kernels='mg.backend.jvm.Kernel*::*'
for word; do
    case $word in
    -*) continue ;;
    train | bench | demo | gradbench | java)
        options="$options -XX:CompileCommand=quiet -XX:CompileCommand=CompileThresholdScaling,$kernels,0.02
            -XX:CompileCommand=BackgroundCompilation,$kernels,false"
        ;;
    *) options="$options -XX:CompileThresholdScaling=5" ;;
    esac
    break
done

# mg java FILE.java …: a program in Java, with mg on its class path. It allows what the manifest of mg.jar allows.
if [ "${1-}" = java ]; then
    shift
    case ${1-} in
    *.java)
        if [ ! -f "$1" ]; then
            echo "mg java: there is no file $1" >&2
            exit 1
        fi
        ;;
    esac
    # shellcheck disable=SC2086
    exec "$jdk/bin/java" $options --enable-native-access=ALL-UNNAMED --add-exports java.base/jdk.internal.module=ALL-UNNAMED \
        -Djava.awt.headless=true ${MG_JAVA_OPTS-} -cp "$jar" "$@"
fi

cached=
if [ -f "$cache" ]; then
    cached=yes
    jar=$start/mg.jar
    options="$options -Xlog:aot*=off -Xlog:cds*=off"
fi

# shellcheck disable=SC2086
exec "$jdk/bin/java" $options ${cached:+"-XX:AOTCache=$cache"} ${MG_JAVA_OPTS-} -jar "$jar" "$@"
