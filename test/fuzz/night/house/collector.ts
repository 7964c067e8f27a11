import { createServer, type Server } from 'node:http';
import { listen } from '../../../support/waiting/listen.js';

/** A collector of OpenTelemetry that keeps what it gets. */
export async function openCollector(): Promise<{ readonly url: string; readonly server: Server; text(): string }> {
  const parts: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (part: string) => parts.push(part));
    request.on('end', () => response.end('{}'));
  });
  return { url: `http://127.0.0.1:${await listen(server)}/v1/traces`, server, text: () => parts.join('') };
}
