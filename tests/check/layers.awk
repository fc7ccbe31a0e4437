# layers.awk - who may include whom: src/LAYERS says, this checks every #include line.
#
# usage: awk -f layers.awk src/LAYERS FILE…   prints file:line: reason, and exits 1 where there is any.
# A file's layer is its folder below src/ or include/; all of server/ is the layer `server`; src/tools/ stands alone.

FNR == NR {
    if ($0 ~ /^#/ || NF == 0) next
    if ($1 == "only") {
        for (i = 3; i <= NF; i++) fence[$2] = fence[$2] " " $i " "
        next
    }
    height[$1] = ++count
    next
}

function layer_of(path,    part) {
    if (path ~ /(^|\/)server\//) return "server"
    split(path, part, "/")
    for (i = 1; i in part; i++)
        if (part[i] == "src" || part[i] == "include") return part[i + 1]
    return ""
}

function complain(reason) {
    printf "%s:%d: %s\n", FILENAME, FNR, reason
    wrong = 1
}

/^[ \t]*#[ \t]*include/ {
    mine = layer_of(FILENAME)
    match($0, /["<][^">]*[">]/)
    header = substr($0, RSTART + 1, RLENGTH - 2)
    if (header in fence && index(fence[header], " " mine " ") == 0)
        complain(header " is for" fence[header] "only")
    split(header, part, "/")
    theirs = part[1]
    if (index(header, "/") && theirs in height && mine in height && height[theirs] > height[mine])
        complain("layer " mine " may not know of " theirs)
}

END { exit wrong }
