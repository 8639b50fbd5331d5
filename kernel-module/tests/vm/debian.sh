#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# Shared by kernels and debug/kernel: Debian 12's packages, fetched without installing them.
# From the archives that the machine's own apt uses; elsewhere than on Debian from $DEBIAN_ARCHIVE and $DEBIAN_SECURITY.
# shellcheck disable=SC2154 # the caller sets $directory

die() { printf 'crosslayer: %s\n' "$*" >&2; exit 1; }

# apt with lists and sources of its own: the machine's may be another distribution's.
apt() {
  local command=$1
  shift
  "$command" -o Dir::State="$directory/apt" -o Dir::State::status="$directory/apt/status" \
    -o Dir::Cache="$directory/apt/cache" -o Dir::Etc::sourcelist="$directory/apt/sources.list" \
    -o Dir::Etc::sourceparts=- -o APT::Architecture=amd64 -o APT::Sandbox::User=root "$@"
}

# Where the machine's apt has a part of Debian from, by the label of its release file.
archive() {
  # shellcheck disable=SC2016 # apt's own word
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Label: $1" 2>/dev/null | head -n 1
}

# Reads the lists of packages.
update() {
  local main security keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -r "$keyring" ] || die "no $keyring: install debian-archive-keyring"
  main=${DEBIAN_ARCHIVE:-$(archive Debian)}
  security=${DEBIAN_SECURITY:-$(archive Debian-Security)}
  if [ -z "$main" ] || [ -z "$security" ]; then
    printf 'crosslayer: apt knows no Debian archive here: run apt-get update, or set DEBIAN_ARCHIVE and DEBIAN_SECURITY %s\n' \
      "to their URIs" >&2
    exit 4	# kselftests' word for "skipped"
  fi
  mkdir -p "$directory/apt/lists/partial" "$directory/apt/cache/archives/partial"
  : >"$directory/apt/status"
  printf 'deb [signed-by=%s] %s bookworm main\n' "$keyring" "$main" >"$directory/apt/sources.list"
  printf 'deb [signed-by=%s] %s bookworm-security main\n' "$keyring" "$security" \
    >>"$directory/apt/sources.list"
  apt apt-get -qq update || die "apt-get update failed: is $main reachable?"
}

# Downloads packages into $directory/debs and unpacks them into $directory/root.
unpack() {
  local package
  mkdir -p "$directory/root" "$directory/debs"
  (cd "$directory/debs" && apt apt-get -qq download "$@") || die "could not download $*"
  for package in "$@"; do
    dpkg-deb -x "$directory"/debs/"$package"_*.deb "$directory/root"
  done
  rm -rf "$directory/debs"
}
