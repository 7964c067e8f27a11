import { setTimeout as delay } from 'node:timers/promises';
import { type Span as ApiSpan, type Tracer as ApiTracer, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Span, SpanFacts, Tracer } from '../../subgraphs/kit/tracing/span.js';
import { type Collector, OtlpExporter } from './otlpExporter.js';

/** What is traced, and where it is sent. */
export interface TracerOptions extends Collector {
  /** Share of the requests that are recorded of those of which no client says whether they are, 0 to 1. */
  readonly ratio: number;
}

/** Spans that wait to be sent: beyond them new ones are dropped. */
const QUEUE = 4_096;

/** Longest wait for the last spans at the end, ms. */
const LAST_SPANS_MS = 1_000;

/**
 * Records spans, and sends them behind the requests. Where the collector is away or slow, spans are dropped; no request waits.
 *
 * Why not the SDK's package of defaults (`sdk-trace-base`): it reads variables of the environment.
 */
export function createTracer({ ratio, ...collector }: TracerOptions): Tracer & { close(): Promise<void> } {
  const exporter = new OtlpExporter(collector);
  const processor = new BatchSpanProcessor({
    exporter,
    maxQueueSize: QUEUE,
    maxExportBatchSize: 512,
    scheduledDelayMillis: 1_000,
    exportTimeoutMillis: 5_000,
  });
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer('portcullis');
  return {
    begin: (name, traceparent, facts) => {
      const span = tracer.startSpan(name, { attributes: attributesOf(facts) }, contextOf(traceparent));
      return span.isRecording() ? new RecordedSpan(tracer, span) : undefined;
    },
    close: async () => {
      // The exporter has said what was lost.
      const sent = provider.shutdown().catch(() => undefined);
      await Promise.race([sent, delay(LAST_SPANS_MS, undefined, { ref: false })]);
      await exporter.shutdown();
    },
  };
}

function contextOf(traceparent: string | undefined) {
  if (traceparent === undefined) return ROOT_CONTEXT;
  const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number(flags), isRemote: true });
}

class RecordedSpan implements Span {
  constructor(
    private readonly tracer: ApiTracer,
    private readonly span: ApiSpan,
  ) {}

  get traceparent(): string {
    const { traceId, spanId } = this.span.spanContext();
    return `00-${traceId}-${spanId}-01`;
  }

  begin(name: string, facts?: SpanFacts): Span {
    const context = trace.setSpan(ROOT_CONTEXT, this.span);
    return new RecordedSpan(this.tracer, this.tracer.startSpan(name, { attributes: attributesOf(facts) }, context));
  }

  end(facts?: SpanFacts): void {
    this.span.setAttributes(attributesOf(facts)).end();
  }
}

/** Names of OpenTelemetry where it has one. */
const standard: Readonly<Partial<Record<keyof SpanFacts, string>>> = {
  status: 'http.response.status_code',
  rows: 'db.response.returned_rows',
};

function attributesOf(facts: SpanFacts = {}): Record<string, string | number> {
  const attributes: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(facts) as [keyof SpanFacts, string | number | undefined][])
    if (value !== undefined) attributes[standard[name] ?? `portcullis.${name}`] = value;
  return attributes;
}
