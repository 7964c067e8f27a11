/* The floor: node:http that reads the body and writes bytes made before. Usage: PORT ANSWERS.json ({body: answer}) */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, file] = process.argv.slice(2);
const answers = new Map(
  Object.entries(JSON.parse(readFileSync(file, 'utf8'))).map(([body, answer]) => [body, Buffer.from(answer)]),
);
const none = Buffer.from('{"data":{"__typename":"Query"}}');

createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const bytes = answers.get(Buffer.concat(chunks).toString('utf8')) ?? none;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
    response.end(bytes);
  });
}).listen(Number(port), '127.0.0.1');
