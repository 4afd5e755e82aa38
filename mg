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

if stale; then
    mkdir -p "$target"
    if command -v flock >/dev/null; then
        exec 9>"$target/build.lock"
        flock 9
        if stale; then build 9>&-; fi # another mg may have built it while this one waited
        exec 9>&-
    else
        build
    fi
fi

# Commands that run long use vectors. With these options the JVM backend can load the Vector API when it wants it, and
# unlike with --add-modules starting takes no longer and says nothing.
vectors=
for word; do
    case $word in
    -*) continue ;;
    train | bench | demo | gradbench)
        vectors='-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport
            --add-exports java.base/jdk.internal.module=ALL-UNNAMED'
        ;;
    esac
    break
done

# shellcheck disable=SC2086
exec "$jdk/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED $vectors ${MG_JAVA_OPTS-} -cp "$jar" mg.cli.Main "$@"
