// Receives what vcenter-connector sends and reads it with an official CloudEvents SDK.
//   node receiver.js FOLDER    the folder with node_modules; prints the port that it listens on
// POST: 200 when the request is a valid CloudEvent, else 422 and why. GET: what was received, as JSON.
'use strict';
const http = require('node:http');
const path = require('node:path');
const { createRequire } = require('node:module');

const { CloudEvent, HTTP } = createRequire(path.resolve(process.argv[2], 'receiver.js'))('cloudevents');

const received = [];

// HTTP binding, section 3.1.3.2: the SDK leaves this to its caller.
function decoded(headers) {
  return Object.fromEntries(Object.entries(headers).map(
    ([name, value]) => [name, name.startsWith('ce-') ? decodeURIComponent(value) : value]));
}

// The SDK makes up an id and a time where there is none, so what came is looked at, too.
function namesThatCame(headers, body) {
  if (headers['ce-id'] === undefined) return Object.keys(JSON.parse(body)).sort();
  return Object.keys(headers).filter((name) => name.startsWith('ce-')).map((name) => name.slice(3)).sort();
}

function read(headers, body) {
  const event = new CloudEvent({ ...HTTP.toEvent({ headers: decoded(headers), body }) }, true);
  if (event.validate() !== true) throw new Error('not validated');
  const { data, ...attributes } = event;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new Error('data is no object');
  for (const [name, value] of Object.entries(attributes))
    if (value === '') throw new Error(`${name} is empty`);
  return { attributes, names: namesThatCame(headers, body) };
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    if (request.method === 'GET') {
      response.end(JSON.stringify(received));
      return;
    }
    try {
      const body = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
      received.push(read(request.headers, body));
      response.end();
    } catch (error) {
      response.statusCode = 422;
      response.end(`${error.message} ${JSON.stringify(error.errors ?? '')}`);
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
