import { useMemo } from 'react';
import { primitives } from '../../../audit/primitives.js';
import { type NotTrusted, readTrusted, type Trusted } from '../../../audit/trusted.js';
import { useRemembered } from '../../../shell/pageMemory.js';

/** Whom the reader believes, as typed; in memory alone. */
export interface Believed {
  readonly text: string;
  setText(text: string): void;
  /** Null where nothing is typed, or nothing that can be read. */
  readonly trusted: Trusted | null;
  readonly fault: NotTrusted | null;
}

/** Whom the reader believes, the same on all pages of the log. */
export function useTrusted(): Believed {
  const [text, setText] = useRemembered('audit.trusted', '');
  const read = useMemo(() => (text.trim() === '' ? null : readTrusted(text, primitives)), [text]);
  const isRead = read !== null && 'trust' in read;
  return { text, setText, trusted: isRead ? read : null, fault: read === null || isRead ? null : read };
}
