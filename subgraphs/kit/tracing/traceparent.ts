const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]([0-9a-f])(-.*)?$/;

/**
 * The place in a trace that a `traceparent` header states, as version 00 writes it. Its sender decides nothing by it but where
 * spans stand and whether they are recorded.
 *
 * @returns undefined where it is absent, stated twice or malformed: then the receiver begins a trace
 * @see W3C Trace Context, section 3.2
 */
export function readTraceparent(stated: readonly string[] | undefined): string | undefined {
  const [text, ...others] = stated ?? [];
  if (text === undefined || others.length > 0) return undefined;
  const [, version, trace = '', parent = '', flags = '', more] = form.exec(text) ?? [];
  // A later version may say more behind its first four parts.
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (/^0+$/.test(trace) || /^0+$/.test(parent)) return undefined;
  return `00-${trace}-${parent}-0${Number.parseInt(flags, 16) & 1}`;
}

/** The trace of a request; where nobody stated one, the 16 bytes of its id. */
export function traceIdOf(traceparent: string | undefined, requestId: string): string {
  return traceparent?.slice(3, 35) ?? requestId.replaceAll('-', '');
}
