#!/bin/sh
# networkx 3.6.1 and igraph 1.0.0: GraphML with mixed values is refused on the other side
#
# A good guess: networkx reads back what it writes, so the GraphML is good and another program
# reads it too.
#
# What it does: If `hours` is 40 at one node, 40.5 at another and "unknown" at a third, networkx
# declares three keys named hours, one a type. networkx joins them again; igraph says "Duplicate
# attribute name" and reads nothing.
#
# Why it matters here: Steps have hours that are whole, broken, or not known. One such value makes
# the graph of a pathway unreadable for others, and only with some pathways. All values of a name
# must be brought to one type first.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> [40, 60] | keys: 1 | networkx: [40, 60] | igraph: [40.0, 60.0]
#> [40, 40.5] | keys: 2 | networkx: [40, 40.5] | igraph: Duplicate attribute name
#> [40, 'unknown'] | keys: 2 | networkx: [40, 'unknown'] | igraph: Duplicate attribute name
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install networkx==3.6.1 igraph==1.0.0
cat > show.py <<'EOF'
import igraph
import networkx

KEY = 'attr.name="hours"'
for hours in ([40, 60], [40, 40.5], [40, "unknown"]):
    graph = networkx.DiGraph()
    for number, value in enumerate(hours):
        graph.add_node(f"step {number}", hours=value)
    networkx.write_graphml(graph, "steps.graphml")
    back = [value for _, value in networkx.read_graphml("steps.graphml").nodes(data="hours")]
    with open("steps.graphml") as file:
        keys = file.read().count(KEY)
    try:
        other = igraph.Graph.Read_GraphML("steps.graphml").vs["hours"]
    except igraph.InternalError as fault:
        other = "Duplicate attribute name" if "Duplicate attribute name" in str(fault) else fault
    print(hours, "| keys:", keys, "| networkx:", back, "| igraph:", other)
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
