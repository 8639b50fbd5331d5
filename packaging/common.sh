#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shared by what makes packages: names, versions, times, and how a tree becomes a Debian package.
# shellcheck disable=SC2154 # the caller sets $epoch, $package_version

# shellcheck disable=SC2034 # for the callers
maintainer='The Crosslayer developers <crosslayer@localhost>'

say() { printf '    %s\n' "$*"; }
die() { printf 'crosslayer: %s\n' "$*" >&2; exit 1; }

# The version in a pom: that of the project.
project_version() { sed -n 's|^ *<version>\(.*\)</version>.*|\1|p' "$1" | head -n 1; }

# The version of Debian and RPM packages: 1.2.3, or before its release 1.2.3~TIME, which sorts below it.
version_of_packages() {
  case $1 in
    *-SNAPSHOT) printf '%s~%s' "${1%-SNAPSHOT}" "$(date -u -d "@$2" +%Y%m%d.%H%M%S)" ;;
    *) printf '%s' "$1" ;;
  esac
}

# Gives all files of a tree one time and plain modes: the same input makes the same bytes.
settle() {
  find "$1" -type d -exec chmod 755 {} +
  find "$1" -type f -perm /111 -exec chmod 755 {} +
  find "$1" -type f ! -perm /111 -exec chmod 644 {} +
  find "$1" -exec touch --no-dereference --date "@$epoch" {} +
}

# Fills in a template: fill FILE > OUTPUT
fill() {
  sed -e "s|@VERSION@|$package_version|g" -e "s|@MAINTAINER@|$maintainer|g" \
    -e "s|@DATE@|$(LC_ALL=C date -u -d "@$epoch" +'%a, %d %b %Y %H:%M:%S +0000')|g" "$1"
}

# The documents that Debian wants of every package: documents TREE NAME
documents() {
  local tree=$1 name=$2 folder=$1/usr/share/doc/$2
  mkdir -p "$folder" "$tree/usr/share/lintian/overrides"
  cp "$here/copyright" "$folder/copyright"
  printf '%s (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md of the project.\n\n -- %s  %s\n' "$name" \
    "$package_version" "$maintainer" "$(LC_ALL=C date -u -d "@$epoch" +'%a, %d %b %Y %H:%M:%S +0000')" |
    gzip -9n >"$folder/changelog.gz"
  printf '# The project has no mail address.\n%s: %s\n%s: %s\n' "$name" bogus-mail-host "$name" \
    bogus-mail-host-in-debian-changelog >"$tree/usr/share/lintian/overrides/$name"
}

# Makes a package: debian TREE CONTROL_FOLDER OUTPUT_DIRECTORY; prints its path. What is below etc is configuration.
debian() {
  local tree=$1 control=$2 output=$3 script name
  name=$(sed -n 's/^Package: //p' "$control/control")
  mkdir -p "$tree/DEBIAN"
  documents "$tree" "$name"
  fill "$control/control" >"$tree/DEBIAN/control"
  for script in preinst postinst prerm postrm; do
    [ ! -e "$control/$script" ] || fill "$control/$script" >"$tree/DEBIAN/$script"
  done
  [ ! -e "$control/triggers" ] || cp "$control/triggers" "$tree/DEBIAN/triggers"
  settle "$tree"
  chmod 755 "$tree"/DEBIAN/p*
  if [ -d "$tree/etc" ]; then
    (cd "$tree" && find etc -type f -printf '/%p\n' | LC_ALL=C sort) >"$tree/DEBIAN/conffiles"
  fi
  (cd "$tree" && find . -path ./DEBIAN -prune -o -path ./etc -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z |
    xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
  printf 'Installed-Size: %s\n' "$(du -sk --apparent-size --exclude DEBIAN "$tree" | cut -f1)" >>"$tree/DEBIAN/control"
  chmod 644 "$tree"/DEBIAN/{control,md5sums}
  find "$tree/DEBIAN" -exec touch --date "@$epoch" {} +
  SOURCE_DATE_EPOCH=$epoch dpkg-deb --root-owner-group -Zxz --build "$tree" "$output/${name}_${package_version}_all.deb" \
    >/dev/null
  printf '%s\n' "$output/${name}_${package_version}_all.deb"
}
