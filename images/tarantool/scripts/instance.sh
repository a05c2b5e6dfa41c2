# Read by the scripts of the contract. One container may serve several instances: each has spaces of its own.

database="db$(printf %s "$INSTANCE_ID" | sha256sum | cut -c1-16)"

# Calls a function of lifecycle.lua. Lua comes on standard input, so that no password is seen in a list of processes, and
# the answer is never repeated: it may hold one.
lifecycle() {
  echo "lifecycle.$1" | socat -t 30 - UNIX-CONNECT:/run/tarantool/console.sock | grep -q '^- done$' \
    || { echo 'the server refuses' >&2 && exit 1; }
}

# What is pasted into Lua is checked first, whoever made it.
require_word() {
  case "$2" in
    '' | *[!A-Za-z0-9]*) echo "$1 must be letters and digits" >&2 && exit 64 ;;
  esac
}

# The names of the collections as Lua's arguments: "documents", unless the parameters on standard input say otherwise.
read_collections() {
  jq -e -r '
    (.collections // ["documents"]) as $names
    | if ($names | type == "array" and length <= 50 and all(type == "string" and test("\\A[A-Za-z0-9_]{1,32}\\z")))
      then $names | map(", \"\(.)\"") | add // " "
      else error("collections") end' 2>/dev/null \
    || { echo 'collections must be a list of up to 50 names of letters, digits and "_"' >&2 && return 64; }
}

# Every script may come right after a start of the container.
wait_for_server() {
  tries=0
  until /healthy 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 400 ] || { echo 'the server does not answer' >&2 && exit 1; }
    sleep 0.1
  done
}
