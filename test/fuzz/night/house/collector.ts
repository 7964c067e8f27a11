import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A collector of OpenTelemetry that keeps what it gets. */
export async function openCollector(): Promise<{ readonly url: string; readonly server: Server; text(): string }> {
  const parts: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (part: string) => parts.push(part));
    request.on('end', () => response.end('{}'));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    server,
    text: () => parts.join(''),
  };
}

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
