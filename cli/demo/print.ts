import { story } from '../../ingest/demo/story.js';
import { parseYaml } from '../../policy/loading/yaml.js';
import { readPackageFile } from '../../schema/files.js';
import type { Answer, WithheldLine } from './ask.js';
import { type Cell, toCell } from './cells.js';
import { createColumns, wrap } from './columns.js';
import { heading, type Paper, paints, say } from './paper.js';

/** Prints the story, and the question. */
export function printOpening(paper: Paper, question: string): void {
  const { bold, dim } = paints(paper);
  heading(paper, 'The story (fictitious: every name says so, every number is of a range that nobody uses)');
  say(
    paper,
    `Container ${story.containerId} is two days from Rotterdam, bananas from Guayaquil. Its consignor is declared as ` +
      `${story.consignorAliases[1]}. A police force knows the same person as ${story.consignorName}; the declaration's ` +
      `source says so. In August a container of that person was opened at Antwerpen. An operation is under way.`,
  );
  paper.out('');
  paper.out(bold('One question, asked by three agencies:'));
  const lines = question.split('\n').filter((line) => line.startsWith('#'));
  for (const line of lines) paper.out(dim(line.replace(/^# ?/, '  ')));
  paper.out(dim('  (ingest/demo/question.graphql)'));
}

/** Prints the three answers side by side, then what was withheld. */
export function printAnswers(paper: Paper, answers: readonly Answer[]): void {
  const { bold, dim, cyan } = paints(paper);
  type Paint = typeof bold;
  const columns = createColumns(answers.length, paper.width);
  const row = (label: string, pieces: Parameters<typeof columns.row>[1]) => {
    for (const line of columns.row(label, pieces)) paper.out(line);
  };
  heading(paper, 'Three answers');
  const head = (label: string, key: 'agency' | 'role' | 'purpose' | 'says', paint: Paint): void =>
    row(
      label,
      answers.map(({ asker }) => ({ text: asker[key], paint })),
    );
  head('', 'agency', bold);
  head('role', 'role', dim);
  head('purpose', 'purpose', dim);
  head('', 'says', dim);
  for (const [index, step] of readStations().entries()) {
    paper.out('');
    paper.out(cyan(`${index + 1}. ${step.title}`));
    const causes: (string | null)[] = answers.map(() => null);
    for (const { label, path, write } of step.lines) {
      const cells = answers.map((answer, column) => {
        const cell = toCell(answer, path, write);
        // Why once: a withheld field stands for all fields below it.
        if (cell.cause === null || cell.cause !== causes[column]) {
          causes[column] = cell.cause;
          return cell;
        }
        return { ...cell, text: '"' };
      });
      row(
        label,
        cells.map((cell) => ({ text: cell.text, paint: paintOf(paper, cell) })),
      );
    }
  }
  paper.out('');
  say(paper, '"-" is nothing, or nothing that this agency may know of: the two look the same on purpose.');
  heading(paper, 'What was withheld, and why');
  for (const { asker, withheld } of answers) {
    paper.out(bold(asker.agency) + (withheld.length === 0 ? ': nothing' : ''));
    for (const line of describeWithheld(withheld))
      for (const part of wrap(line, paper.width - 4)) paper.out(`  ${part}`);
  }
}

/** Prints what to try next. */
export function printNext(paper: Paper): void {
  heading(paper, 'What to try next');
  const lines = [
    'npm start                                            the gateway, with curl lines to paste',
    'npx portcullis audit verify                          the whole log, recomputed from its bytes',
    'npx portcullis token --agency IT-FIU --role ANALYST',
    '                                                     ask the same question as a fourth agency',
    'npx portcullis ingest ens declaration.xml --originator NL-CUSTOMS',
    '                                                     declarations of your own',
    'npx portcullis ingest ofac-sdn sdn.csv add.csv alt.csv --originator EU-SANCTIONS-DESK',
    '                                                     real data beside the fictitious',
  ];
  for (const line of lines) paper.out(`  ${line}`);
}

/** One line for each effect and reason: the categories, and whom to ask. */
function describeWithheld(lines: readonly WithheldLine[]): string[] {
  const groups = new Map<string, { readonly categories: Set<string>; readonly contacts: Set<string> }>();
  for (const line of lines) {
    const key = `${line.effect} ${line.reason}`;
    const group = groups.get(key) ?? { categories: new Set(), contacts: new Set() };
    groups.set(key, group);
    group.categories.add(line.category);
    if (line.contact) group.contacts.add(line.contact);
  }
  return [...groups].map(([key, { categories, contacts }]) => {
    const [effect, reason] = key.split(' ');
    const contact = contacts.size > 0 ? `; ask ${[...contacts].join(', ')}` : '';
    return `${effect} (${reason}): ${[...categories].sort().join(', ')}${contact}`;
  });
}

function paintOf(paper: Paper, cell: Cell): (text: string) => string {
  const { yellow, magenta, red, dim } = paints(paper);
  const plain = (text: string) => text;
  return { FULL: plain, MASKED: yellow, HIT: magenta, NONE: red, EMPTY: dim }[cell.effect];
}

/** One field of the question, as the demonstration shows it. */
interface Line {
  readonly label: string;
  /** As `extensions.withheld` writes it. */
  readonly path: string;
  readonly write?: (value: unknown) => string;
}

/** A station on the path from the container to the operation. */
interface Station {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** A station in `stations.yaml`. */
interface Written {
  readonly title: string;
  readonly under: string;
  readonly lines: readonly (readonly [label: string, path: string, part?: keyof typeof parts])[];
}

const parts = {
  day: (value: unknown) => String(value).slice(0, 10),
  minute: (value: unknown) => String(value).slice(0, 16).replace('T', ' '),
};

/** The path through `ingest/demo/question.graphql`. */
export function readStations(): readonly Station[] {
  const written = parseYaml(readPackageFile('cli', 'demo', 'stations.yaml')) as readonly Written[];
  return written.map(({ title, under, lines }) => ({
    title,
    lines: lines.map(([label, path, part]) => ({
      label,
      path: `${under}.${path}`,
      ...(part === undefined ? {} : { write: parts[part] }),
    })),
  }));
}
