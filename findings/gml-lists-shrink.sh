#!/bin/sh
# networkx 3.6.1 and igraph 1.0.0: a list in GML is its last entry on the other side
#
# A good guess: GML that networkx writes with a list of values is read by igraph as a list, or
# refused.
#
# What it does: networkx repeats the key for each entry, and puts an entry `_networkx_list_start`
# before a single one. igraph keeps the last of repeated keys without a word. An empty list is the
# text `[]`.
#
# Why it matters here: Steps carry lists (ways, needs, tags). A pathway opened in another graph
# program has lost all but one of them, and nobody is told. Lists must be written as one text.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> networkx: [['class', 'online', 'test'], ['class'], []]
#> igraph: ['test', 'class', '[]']
#> in the file: ['ways "class"', 'ways "online"', 'ways "test"', 'ways "_networkx_list_start"', 'ways "class"', 'ways "[]"']
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

graph = networkx.DiGraph()
graph.add_node("a", ways=["class", "online", "test"])
graph.add_node("b", ways=["class"])
graph.add_node("c", ways=[])
networkx.write_gml(graph, "steps.gml")
print("networkx:", [ways for _, ways in networkx.read_gml("steps.gml").nodes(data="ways")])
print("igraph:", igraph.Graph.Read_GML("steps.gml").vs["ways"])
with open("steps.gml") as file:
    print("in the file:", [line.strip() for line in file if "ways" in line])
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
