import { randomUUID } from 'node:crypto';

/**
 * A new request id: a UUID of version 7 (RFC 9562 section 5.7), the time in milliseconds and 74 random bits. Why in order of time: the
 * audit log keeps each request id once, and random ones would each go to another page of its index (docs/decisions/0095). When a
 * request was made is no secret to those who are told its id.
 */
export function newRequestId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
