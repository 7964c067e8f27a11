import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Planted } from '../words.js';
import type { House } from './house.js';

/** Files that are put into the watched folder, and what became of them. */
export interface Deliveries {
  /** Delivers persons, and from when on nobody may see them; the name of the delivery. */
  deliver(persons: readonly Planted[], until?: string): string;
  /** Waits until a delivery is confirmed; false where it is refused, or not confirmed in time. */
  confirmed(name: string): Promise<boolean>;
  /** Takes note of what was confirmed since, and says what is wrong with it. */
  look(): readonly string[];
  /** Names of those that nothing is known of yet. */
  open(): readonly string[];
}

/** How long a delivery may take while other things go wrong, ms. */
const mostMs = 240_000;

export function createDeliveries(house: Pick<House, 'inbox'>): Deliveries {
  const open = new Map<string, readonly Planted[]>();
  const settled = new Map<string, boolean>();
  let made = 0;
  const look = (): readonly string[] => [
    ...reportsIn(join(house.inbox, 'done')).flatMap(([name, report]) => settle(name, report, true)),
    ...reportsIn(join(house.inbox, 'failed')).flatMap(([name, report]) => settle(name, report, false)),
  ];
  const settle = (name: string, report: Report, isDone: boolean): readonly string[] => {
    const persons = open.get(name);
    if (!persons) return [];
    open.delete(name);
    const { state, quarantined = 0, stored = 0, unchanged = 0 } = report;
    const isWhole = isDone && state === 'DONE' && quarantined === 0 && stored + unchanged === persons.length;
    settled.set(name, isWhole);
    if (!isWhole) return [`delivery ${name}: ${JSON.stringify(report)}`];
    for (const each of persons) each.takenInAt ??= Date.now();
    return [];
  };
  return {
    deliver(persons, until = '') {
      made += 1;
      const name = `delivery-${made}.csv`;
      open.set(name, persons);
      const part = join(house.inbox, `${name}.part`);
      writeFileSync(part, tableOf(persons, until));
      renameSync(part, join(house.inbox, name));
      return name;
    },
    async confirmed(name) {
      for (const until = Date.now() + mostMs; Date.now() < until; await sleep(200)) {
        look();
        const known = settled.get(name);
        if (known !== undefined) return known;
      }
      return false;
    },
    look,
    open: () => [...open.keys()],
  };
}

function tableOf(persons: readonly Planted[], until: string): string {
  const rows = persons.map(({ ref, name, audience }) => {
    const to = (audience ?? []).map((agency) => `agency:${agency}`).join(' ');
    return [ref, name, '1971-02-03', to, until].join(',');
  });
  return `${['ref,name,born,to,until', ...rows].join('\n')}\n`;
}

/** Records as an export of ours states them. */
export function linesOf(persons: readonly Planted[]): string {
  const lines = persons.map(({ ref, source, name, audience }) => {
    const release = audience ? { releasableTo: audience.map((agency) => `agency:${agency}`) } : {};
    const record = {
      kind: 'person',
      sourceRef: ref,
      names: [{ name, kind: 'NAME' }],
      birthDates: ['1971-02-03'],
      envelope: { dataSubjectCategory: 'SUSPECT', ...release },
    };
    return JSON.stringify({ format: 'portcullis-jsonl', formatVersion: 1, source, record, raw: ref });
  });
  return `${lines.join('\n')}\n`;
}

interface Report {
  readonly state?: string;
  readonly quarantined?: number;
  readonly stored?: number;
  readonly unchanged?: number;
}

/** Name of each delivery of a folder, without its time, and its report. Why only beside it: the delivery comes once its report is whole. */
function reportsIn(folder: string): readonly (readonly [string, Report])[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => !/\.report\.\w+$/.test(name));
  return names.map((name) => [
    name.replace(/^\w+?-/, ''),
    JSON.parse(readFileSync(join(folder, `${name}.report.json`), 'utf8')) as Report,
  ]);
}
