# Resolves the requirements and the front end into hashed locks without addresses of registries.
set -eu
for name in runtime dev node; do
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --upgrade \
    "requirements/$name.in" -o "requirements/$name.txt"
done
npm install --package-lock-only --ignore-scripts
