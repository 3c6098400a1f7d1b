# Builds every edition and serves it. It could not be run where it was written, so it is short, and each line has its reason.
#   docker build -t handbook . && docker run --rm -p 8000:8000 handbook
# Two stages: what builds (Python packages, Pango) is not in what serves.
FROM python:3.11-slim-bookworm AS build
# What print needs, by the names that ./handbook gives for Debian.
RUN apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 git \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /handbook
# The packages first: they stay as they are while the content changes. Each is known by its hash.
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements.txt
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e . && python -m generator.cli build --strict

# Python's own server is enough to look at a site; docs/hosting.md says what a real one should do besides.
FROM python:3.11-slim-bookworm
COPY --from=build /handbook/site /site
USER nobody
EXPOSE 8000
CMD ["python", "-m", "http.server", "8000", "--directory", "/site"]
