#!/bin/sh
# Fetches Debian's source of libsrtp2. usage: libsrtp.sh FOLDER
# Fails where there is no apt, or no source to be had: Debian's compiled libsrtp2 then has to do.
set -eu
folder=$1
apt=$folder/apt
mkdir -p "$apt/sources" "$apt/lists/partial" "$apt/cache/archives/partial"

# apt knows where its packages come from: the same entries, turned into deb-src ones, tell where the
# sources are. Folders of its own keep the system's lists as they are, and need no root.
for entry in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
  [ -f "$entry" ] || continue
  sed -e 's/^Types:.*/Types: deb-src/' -e 's/^deb[[:space:]]/deb-src /' "$entry" > "$apt/sources/${entry##*/}"
done

apt_get() {
  apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$apt/sources" \
    -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User= "$@"
}
apt_get update
cd "$apt"
apt_get source --download-only libsrtp2
tar -xf libsrtp2_*.orig.tar.* -C "$folder" --strip-components=1
