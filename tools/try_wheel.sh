#!/bin/sh
# Install the built wheel into an empty environment and run the main job there, outside the checkout.
#   try_wheel.sh UV PYTHON DIST
set -eu
uv=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
python=$2
wheel=$(ls -t "$(cd "$3" && pwd)"/onrecord-*.whl | head -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$uv" venv --quiet --python "$python" env
"$uv" pip install --quiet --python env/bin/python "$wheel"
mkdir pages
cat > pages/talks.txt <<'PAGE'
Talks Resume On The River

The talks will resume on Thursday, the foreign minister of Ostia, Lena Marsh, told reporters on March 3, 2026.

“We will not send a single soldier across the river,” Marsh said.
PAGE
PATH=$work/env/bin:$PATH
onrecord --version
onrecord doctor
onrecord brief pages --out out
onrecord verify out/briefing.html
onrecord search soldier --desk out/desk
echo "the wheel works: $(basename "$wheel")"
