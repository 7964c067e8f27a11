import { createServer, type ServerResponse } from 'node:http';
import { listen } from '../../support/waiting/listen.js';

/** A span as a collector gets it, its attributes by name. */
export interface CollectedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** A collector of OTLP/JSON over real HTTP. */
export interface Collector {
  readonly url: string;
  readonly spans: CollectedSpan[];
  /** What was posted, as text. */
  readonly bodies: string[];
  close(): Promise<void>;
}

type Attribute = { readonly key: string; readonly value: { stringValue?: string; intValue?: string } };
const namedOf = (attributes: readonly Attribute[]): CollectedSpan['attributes'] =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));

/** @param answer how it answers; by default it takes all */
export async function startCollector(
  answer = (response: ServerResponse): void => void response.end('{}'),
): Promise<Collector> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      collector.bodies.push(body);
      for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans)
        for (const { spans } of scopeSpans)
          for (const span of spans) {
            const service = String(namedOf(resource.attributes)['service.name']);
            collector.spans.push({ ...span, service, attributes: namedOf(span.attributes) });
          }
      answer(response);
    });
  });
  const collector: Collector = {
    url: `http://127.0.0.1:${await listen(server)}/v1/traces`,
    spans: [],
    bodies: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return collector;
}
