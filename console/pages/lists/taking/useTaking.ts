import { useEffect, useRef, useState } from 'react';
import { useViewerClient } from '../../../../client/bindings/react.js';
import { ClientError, type Question, type Receipt, type ViewerClient } from '../../../../client/index.js';
import { downloadFile } from '../../../parts/download.js';
import { keepTouched } from '../../../shell/idle.js';

/** What the log says last of an export. */
export interface FileReceipt {
  readonly export: string;
  readonly status: string;
  readonly rows?: number;
  readonly sha256?: string;
  readonly receipt: Receipt;
}

/** How far a file is. */
export type TakingState =
  | { readonly state: 'idle' }
  /** `lines` of formats that have a line for each row. */
  | { readonly state: 'running'; readonly bytes: number; readonly lines?: number | undefined }
  | { readonly state: 'stopped'; readonly receipt: FileReceipt | undefined }
  | {
      readonly state: 'failed';
      readonly error: unknown;
      readonly isCut: boolean;
      readonly receipt: FileReceipt | undefined;
    }
  | {
      readonly state: 'done';
      readonly name: string;
      readonly bytes: number;
      readonly receipt: FileReceipt | undefined;
    };

/** What is written, and as what. */
export interface TakingRequest {
  readonly question: Question;
  /** Media type of the format. */
  readonly accept: string;
  /** Name of the file where the server gives none. */
  readonly root: string;
}

/** A file under way, and what stops it. */
export interface Taking {
  readonly now: TakingState;
  begin(request: TakingRequest): void;
  stop(): void;
  forget(): void;
}

/** Takes one file along at a time. A file that did not come whole is thrown away. */
export function useTaking(): Taking {
  const client = useViewerClient();
  const [now, setNow] = useState<TakingState>({ state: 'idle' });
  const breaker = useRef<AbortController>(undefined);
  useEffect(() => () => breaker.current?.abort(), []);
  const begin = (request: TakingRequest) => {
    const stop = new AbortController();
    breaker.current = stop;
    setNow({ state: 'running', bytes: 0 });
    const tell = (next: TakingState) => client.closed.aborted || setNow(next);
    const done = keepTouched();
    take(client, request, stop.signal, (bytes, lines) => tell({ state: 'running', bytes, lines }))
      .finally(done)
      .then(tell);
  };
  return {
    now,
    begin,
    stop: () => breaker.current?.abort(),
    forget: () => setNow({ state: 'idle' }),
  };
}

async function take(
  client: ViewerClient,
  { question, accept, root }: TakingRequest,
  signal: AbortSignal,
  came: Came,
): Promise<TakingState> {
  let id: string | null = null;
  let isBegun = false;
  try {
    const response = await client.file({ path: 'export', accept, question }, { signal });
    id = response.headers.get('export-id');
    isBegun = true;
    const file = await readAll(response, came);
    const name = nameIn(response.headers.get('content-disposition')) ?? root;
    downloadFile(name, file);
    return { state: 'done', name, bytes: file.size, receipt: await receiptOf(client, id) };
  } catch (error) {
    const receipt = await receiptOf(client, id);
    if (signal.aborted) return { state: 'stopped', receipt };
    const cut = error instanceof ClientError ? error : new ClientError('NOT_REACHED', 'The file did not come whole.');
    return { state: 'failed', error: cut, isCut: isBegun, receipt };
  }
}

/** Told what has come so far. */
type Came = (bytes: number, lines: number | undefined) => void;
const LINE_END = 10;

/** The whole body; fails where it is cut. */
async function readAll(response: Response, came: Came): Promise<Blob> {
  const type = response.headers.get('content-type') ?? '';
  const isLines = /jsonl|ftm/.test(type);
  const parts: BlobPart[] = [];
  let [bytes, lines] = [0, 0];
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    parts.push(read.value);
    bytes += read.value.byteLength;
    if (isLines) for (const byte of read.value) lines += byte === LINE_END ? 1 : 0;
    came(bytes, isLines ? lines : undefined);
  }
  return new Blob(parts, { type });
}

/** The log's last word on an export; undefined where it is not to be had. */
async function receiptOf(client: ViewerClient, id: string | null): Promise<FileReceipt | undefined> {
  if (id === null) return undefined;
  try {
    const response = await client.file({ path: `export/${id}/receipt`, accept: 'application/json' });
    return (await response.json()) as FileReceipt;
  } catch {
    return undefined;
  }
}

/** A name without a path, and of letters, digits, points and hyphens alone. */
const nameIn = (disposition: string | null): string | undefined => /filename="([\w.-]+)"/.exec(disposition ?? '')?.[1];
