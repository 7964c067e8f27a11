import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAuditLetters } from '../../../cli/audit/letters/auditLetters.js';
import { withoutBodies } from '../../../cli/audit/openBodies.js';
import { readFiles } from '../../../cli/audit/readText.js';
import { agree } from '../../../cli/subject/agree.js';
import { answerSubject } from '../../../cli/subject/answer.js';
import { askSubject } from '../../../cli/subject/ask.js';
import { draftLetter } from '../../../cli/subject/draft.js';
import type { Officer } from '../../../cli/subject/officer.js';
import type { Report } from '../../../cli/subject/report.js';
import { listRequests } from '../../../cli/subject/requests.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { withAdmin } from '../../../storage/roles.js';
import type { Draft } from '../../../subject/index.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../../support/deployment.js';

/** An officer of an agency, for a person's request. */
export function dpoOf(agency: string, subject = 'dpo'): Asker & { readonly caseReference: string } {
  const caseReference = loadPolicy().agencies[agency]?.caseReference.example ?? '';
  return { agency, role: 'DPO', subject, purpose: 'DATA_SUBJECT_REQUEST', caseReference };
}

/** What an officer states of a person. */
export interface Stated {
  readonly name: string;
  readonly birthDate?: string;
  readonly agency?: string;
}

/** What a command printed, and its files. */
export interface Asked {
  readonly report: Report;
  /** Lines for people. */
  readonly lines: readonly string[];
  readonly path: string;
}

/** The demonstration, and the commands of officers at it over HTTP, in this process. */
export interface OfficersDay {
  readonly deployment: TestDeployment;
  /** A folder of the officers' files. */
  readonly folder: string;
  ask(person: Stated, options?: AskedAs): Promise<Asked>;
  /** Drafts a letter, decides it, and writes it into a new folder. */
  answer(report: Asked, decide: (draft: Draft) => void, as?: Asker): Promise<Answered>;
  /** Types the command of such a letter once more. */
  answerAgain(answered: Answered): Promise<void>;
  requests(all?: boolean, as?: Asker): Promise<readonly RequestLine[]>;
  /** Open ones, in lines for people. */
  requestLines(): Promise<readonly string[]>;
  agree(request: string, as: Asker): Promise<void>;
  /** `portcullis audit verify-file` of a letter; its exit code. */
  verifyLetter(file: string, out: (line: string) => void): Promise<number>;
  /** The public id of a record of the demonstration. */
  idOf(sourceRef: string): Promise<string>;
  /** Entries of the log so far, by kind. */
  entries(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** How a person is asked about. */
export interface AskedAs {
  readonly as?: Asker;
  readonly request?: string;
  readonly confirm?: readonly string[];
  readonly exclude?: readonly string[];
}

/** A letter, as it was printed and written. */
export interface Answered {
  /** File of the decided draft. */
  readonly draft: string;
  readonly folder: string;
  readonly leftOut: string;
  readonly decision: string;
  readonly letterSha256: string;
  readonly index: number;
}

/** A line of `portcullis subject requests --json`. */
export interface RequestLine {
  readonly id: string;
  readonly agency: string;
  readonly answerBy: string | null;
  readonly answeredAt: string | null;
  readonly asks: number;
  readonly letterSha256: string | null;
  readonly decision: string | null;
}

/** Opens it. */
export async function openOfficersDay(): Promise<OfficersDay> {
  const deployment = await openTestDeployment({ demo: true });
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-subject-'));
  const police = dpoOf('DE-POLICE');
  let files = 0;
  const next = (name: string): string => {
    files += 1;
    return join(folder, `${files}-${name}`);
  };
  const officerOf = async (asker: Asker): Promise<Officer> => {
    const token = next('token');
    const { authorization = '' } = await deployment.headersOf(asker);
    writeFileSync(token, authorization.replace('Bearer ', ''));
    return { url: deployment.url, token, caseReference: asker.caseReference ?? '' };
  };
  const listed = async (as: Asker, how: { readonly all: boolean; readonly json: boolean }) => {
    const lines: string[] = [];
    await listRequests(await officerOf(as), { ...how, today: '2026-01-01', out: (line) => void lines.push(line) });
    return lines;
  };
  const admin = <T>(work: Parameters<typeof withAdmin<T>>[1]): Promise<T> => withAdmin(deployment.adminUrl, work);
  return {
    deployment,
    folder,
    ask: async (person, { as = police, confirm = [], exclude = [], ...again } = {}) => {
      const [file, path, lines] = [next('person.json'), next('report.json'), [] as string[]];
      writeFileSync(file, JSON.stringify({ ...person, identifiedBy: 'IDENTITY_DOCUMENT' }));
      const out = (line: string): void => void lines.push(line);
      const command = { person: file, output: path, ...again, confirm, exclude, json: false, out, say: out };
      return { report: await askSubject(await officerOf(as), command), lines, path };
    },
    answer: async ({ path }, decide, as = police) => {
      const [draft, letter, leftOut, lines] = [
        next('draft.json'),
        next('letter'),
        next('left-out.json'),
        [] as string[],
      ];
      const output = { json: true, out: (line: string) => void lines.push(line) };
      draftLetter({ report: path, output: draft, language: 'en', ...output });
      const decided = JSON.parse(readFileSync(draft, 'utf8')) as Draft;
      decide(decided);
      writeFileSync(draft, JSON.stringify(decided));
      await answerSubject(await officerOf(as), { draft, folder: letter, leftOut, ...output });
      return { ...(JSON.parse(lines.at(-1) ?? '') as Answered), draft };
    },
    answerAgain: async (answered) =>
      await answerSubject(await officerOf(police), { ...answered, json: true, out: () => undefined }),
    requests: async (all = false, as = police) => JSON.parse((await listed(as, { all, json: true })).join('')),
    requestLines: () => listed(police, { all: false, json: false }),
    agree: async (request, as) =>
      await agree(await officerOf(as), { request, agency: 'DE-POLICE', json: true, out: () => undefined }),
    verifyLetter: async (file, out) => {
      const pool = openLogPool(deployment.adminUrl);
      const { keys } = deployment.parts;
      const compared = { pool, keys, opened: { keys: withoutBodies(keys) } };
      return await runAuditLetters(readFiles([file]).letters, { json: false, out, compared }).finally(() =>
        pool.close(),
      );
    },
    idOf: (sourceRef) =>
      admin(async (client) => {
        const { rows } = await client.query('select id from persons.person where source_ref = $1', [sourceRef]);
        return String(rows[0]?.id);
      }),
    entries: () =>
      admin(async (client) => {
        const { rows } = await client.query('select kind, count(*)::int as count from audit.entry group by kind');
        return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
      }),
    close: async () => {
      await deployment.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
