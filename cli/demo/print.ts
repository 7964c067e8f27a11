import picocolors from 'picocolors';
import { story } from '../../ingest/demo/story.js';
import type { Answer, WithheldLine } from './ask.js';
import { auditor } from './askers.js';
import type { AuditedLook, ProofCheck } from './auditor.js';
import { type Cell, toCell } from './cells.js';
import { createColumns, wrap } from './columns.js';
import { describeParties } from './declared.js';
import type { HitTold } from './hit.js';
import type { ReceiptCheck } from './receipt.js';
import { describeFound, type Searched } from './searches.js';
import { readStations } from './stations.js';

/** Where lines go, and what it can show. */
export interface Paper {
  readonly out: (line: string) => void;
  readonly isTerminal: boolean;
  readonly width: number;
}

const paints = (paper: Paper) => picocolors.createColors(paper.isTerminal);

/** What happened, and the question. */
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

/** The three answers side by side, then what was withheld. */
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
        // Why once: what is withheld above a field says it for all fields below.
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
  say(paper, '"-" is nothing, or nothing that this agency may know of: the two are meant to look the same.');
  heading(paper, 'What was withheld, and why');
  for (const { asker, withheld } of answers) {
    paper.out(bold(asker.agency) + (withheld.length === 0 ? ': nothing' : ''));
    for (const line of describeWithheld(withheld))
      for (const part of wrap(line, paper.width - 4)) paper.out(`  ${part}`);
  }
}

/** What the supervisory authority sees of the three looks, and whether the proofs hold. */
export function printAudit(
  paper: Paper,
  looks: readonly { readonly look: AuditedLook | null; readonly proof: ProofCheck | null }[],
): void {
  const { bold, dim, green, red } = paints(paper);
  heading(paper, `The auditor: ${auditor.agency} (${auditor.role}, ${auditor.purpose}, ${auditor.caseReference})`);
  for (const { look, proof } of looks) {
    if (!look) {
      paper.out(red('The log has no entry for this answer.'));
      continue;
    }
    const withheld = look.withheld ?? [];
    paper.out(
      `${bold(`entry ${look.index}`)}  ${look.at}  ${look.agency} ${look.role} for ${look.purpose}: ${look.code}`,
    );
    say(paper, `shown: ${describeDisclosed(look)}`, 2);
    const rules = [...new Set(withheld.map(({ rule }) => rule))];
    if (rules.length > 0) say(paper, `withheld: ${withheld.length} paths by ${rules.join(', ')}`, 2);
    const held = proof?.isReceipt && proof.isIncluded && proof.isSigned !== false;
    const size = look.inclusionProof?.treeSize ?? 0;
    const signed = proof?.isSigned ? ', signed checkpoint' : '';
    paper.out(
      held
        ? green(`  proof: in the tree of ${size} entries, as the receipt said${signed}`)
        : red('  proof: does NOT hold'),
    );
    paper.out(dim(`  leaf ${look.leafHash}`));
  }
}

/** What the first answer's receipt proves to those who have nothing but a trust file. */
export function printReceipt(paper: Paper, receipt: ReceiptCheck | null): void {
  if (receipt === null) return;
  const { green, red, dim } = paints(paper);
  heading(paper, 'The receipt, for keeping: a proof that a witness cosigned');
  if (typeof receipt === 'string') {
    paper.out(red(`  it proves nothing: ${receipt}`));
    return;
  }
  const { origin, index, size, leafHash, cosigned } = receipt;
  const witnesses = cosigned.map(({ witness, at }) => `${witness} at ${at}`).join(', ');
  paper.out(green(`  entry ${index} of ${origin}, under a head of ${size} entries, cosigned by ${witnesses}`));
  paper.out(dim(`  leaf ${leafHash}`));
  say(paper, 'A witness is `portcullis audit witness` in other hands; this one ran as long as the demonstration.', 2);
}

/** Texts that were searched for: who is found, and that nobody is. */
export function printSearches(paper: Paper, searches: readonly Searched[]): void {
  const { bold } = paints(paper);
  heading(paper, 'A name is enough: search(text:)');
  for (const { text, says, answers } of searches) {
    paper.out(`${bold(text)}, ${says}:`);
    for (const answer of answers) paper.out(`  ${answer.asker.agency.padEnd(12)} ${describeFound(answer)}`);
  }
}

/** A person of whom an agency may only know that there is a record: what it is told, and who finds it by that. */
export function printHit(paper: Paper, { asker, ways, originator, name }: HitTold): void {
  const { bold, dim } = paints(paper);
  heading(paper, 'A hit: there is a record, and whom to ask');
  paper.out(`${bold(asker.agency)}, ${asker.says}:`);
  for (const { says, told } of ways) {
    const found = told.hit ? `a hit; ask ${told.hitContact ?? '-'} for` : 'no hit';
    paper.out(`  ${says.padEnd(36)} ${told.hitState.padEnd(10)} ${found}`);
    if (told.hit) paper.out(dim(`  ${told.hit.id}`));
  }
  paper.out(
    `${bold(originator.agency)}, whose record it is, finds ${name ?? 'nothing'} by that reference, and nobody else does.`,
  );
}

/** Who stands in the declaration, as each agency was shown it. */
export function printDeclared(paper: Paper, answers: readonly Answer[]): void {
  const { bold } = paints(paper);
  heading(paper, 'An entry summary declaration, as traders send it: nobody in it is told of');
  for (const answer of answers) {
    paper.out(`${bold(answer.asker.agency)}, ${answer.asker.says}:`);
    for (const line of describeParties(answer)) paper.out(`  ${line}`);
  }
}

/** Where to go on. */
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
    '                                                     real data beside the invented',
  ];
  for (const line of lines) paper.out(`  ${line}`);
}

/** One line for each effect and reason: the categories, and whom to ask. */
function describeWithheld(lines: readonly WithheldLine[]): string[] {
  const groups = new Map<string, { readonly categories: Set<string>; readonly contacts: Set<string> }>();
  for (const line of lines) {
    const key = `${line.effect} ${line.reason}`;
    const group = groups.get(key) ?? { categories: new Set<string>(), contacts: new Set<string>() };
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

function describeDisclosed({ disclosed, disclosedCount }: AuditedLook): string {
  if (!disclosed) return `${disclosedCount} records`;
  const counts = new Map<string, number>();
  for (const { type } of disclosed) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts.size === 0 ? 'nothing' : [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
}

function paintOf(paper: Paper, cell: Cell): (text: string) => string {
  const { yellow, magenta, red, dim } = paints(paper);
  const plain = (text: string) => text;
  return { FULL: plain, MASKED: yellow, HIT: magenta, NONE: red, EMPTY: dim }[cell.effect];
}

function heading(paper: Paper, text: string): void {
  const { bold } = paints(paper);
  paper.out('');
  paper.out(bold(text));
  paper.out('-'.repeat(Math.min(paper.width, Math.max(20, text.length))));
}

function say(paper: Paper, text: string, indent = 0): void {
  for (const line of wrap(text, paper.width - indent)) paper.out(' '.repeat(indent) + line);
}
