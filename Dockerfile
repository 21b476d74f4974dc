# The connector's image: the program and the libraries that it loads, nothing else.
#   docker build -t vcenter-connector .
#   docker build -t vcsim --target vcsim .      the vCenter simulator, to try it with

ARG DEBIAN=debian:trixie-slim

FROM ${DEBIAN} AS build
WORKDIR /source
COPY scripts/bootstrap scripts/bootstrap
RUN apt-get update -q && apt-get install -yq --no-install-recommends ca-certificates && scripts/bootstrap build
COPY . .
RUN scripts/build && strip build/release/vcenter-connector
# Manifests in the field start "./connector" in the image's working directory.
RUN scripts/image-tree build/release/vcenter-connector /image \
    && mkdir -p /image/home/app /state \
    && ln -s /usr/bin/vcenter-connector /image/home/app/connector

FROM ${DEBIAN} AS vcsim
WORKDIR /source
RUN apt-get update -q && apt-get install -yq --no-install-recommends \
    golang-go golang-github-vmware-govmomi-dev golang-github-google-uuid-dev
COPY tests/vcsim tests/vcsim
RUN tests/vcsim/build /opt/vcsim && rm -rf /opt/vcsim/go-cache \
    && apt-get purge -yq --auto-remove golang-go && rm -rf /var/lib/apt/lists/*
USER 65532:65532
EXPOSE 8989
ENTRYPOINT ["/opt/vcsim/vcsim"]
CMD ["-l", "0.0.0.0:8989"]

FROM scratch
COPY --from=build /image /
# Mount a volume here: what is not delivered yet, and where reading has got to, outlives the container there.
COPY --from=build --chown=65532:65532 /state /var/lib/vcenter-connector
ENV PATH=/usr/bin HOME=/home/app STATE_DIRECTORY=/var/lib/vcenter-connector
WORKDIR /home/app
USER 65532:65532
ENTRYPOINT []
CMD ["vcenter-connector"]
