import { type Asked, ask } from './answers.js';
import { startClock } from './clock.js';
import { deliveredFormats } from './deliveries.js';
import { compareNaming } from './naming/compareNaming.js';
import { documentedOperations } from './operations/documented.js';
import { knownOperations } from './operations/known.js';
import { listOperations } from './operations/lists.js';
import { lookUpOperations } from './operations/lookUps.js';
import type { Operation } from './operations/operation.js';
import { pathOperations } from './operations/paths.js';
import { openPlanner } from './plans/planner.js';
import { recordPlans, recordStatements } from './plans/statements.js';
import type { Recording } from './snapshots.js';
import { recordDeliveries, recordTables } from './stored.js';
import { readValues } from './values.js';
import { everybody, few, some, two, type ViewerName } from './viewers.js';
import { openWorld, type World } from './world.js';

/** Every format's deliveries, each into a database of its own. */
export async function recordStored(): Promise<Recording> {
  const stopClock = startClock();
  try {
    const recording = new Map<string, ReadonlyMap<string, string>>();
    for (const format of deliveredFormats) recording.set(format, await recordDeliveries(format));
    return recording;
  } finally {
    stopClock();
  }
}

/** The demonstration: its rows, every operation as its viewers, what the sources were asked for it. */
export async function recordAnswers(): Promise<Recording> {
  const stopClock = startClock();
  const recording = new Map<string, ReadonlyMap<string, string>>();
  const world = await openWorld(async (client) => void recording.set('demonstration', await recordTables(client)));
  try {
    const watched: Asked[] = [];
    const all: Asked[] = [];
    for (const [name, operations] of groupsOf(await allOperations(world))) {
      const asked = await askAll(world, operations);
      recording.set(name, new Map(asked.map((one) => [`${one.operation.name}, ${one.viewer}`, textOf(one)])));
      all.push(...asked);
      watched.push(...asked.filter(({ viewer }) => isWatched.has(viewer)));
    }
    recording.set('statements', recordStatements(watched));
    const planner = await openPlanner(world.deployment);
    recording.set('plans', await recordPlans(watched, planner));
    await planner.close();
    const { compared, passedOver, differences } = await compareNaming(world, all);
    if (differences.length > 0) throw new Error(`entries do not name whom answers told of:\n${differences.join('\n')}`);
    if (compared < passedOver) throw new Error(`only ${compared} readings were compared, ${passedOver} were not`);
    return recording;
  } finally {
    await world.close();
    stopClock();
  }
}

/** Whose statements are recorded: one who sees much, and one who sees the log. */
const isWatched: ReadonlySet<ViewerName> = new Set(['operation', 'supervisor']);

async function allOperations({ client }: World): Promise<readonly Operation[]> {
  const values = await readValues(client);
  return [
    ...knownOperations(values, everybody),
    ...pathOperations(values, some),
    ...lookUpOperations(values, few),
    ...listOperations(values, two),
    ...documentedOperations(values, few),
  ];
}

/** In the order in which they are asked. What tells of the log comes early: more operations must not change what it tells. */
function groupsOf(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const groups = new Map<string, Operation[]>([
    ['known', []],
    ['audit', []],
  ]);
  for (const operation of operations) {
    const group = groupOf(operation);
    groups.set(group, [...(groups.get(group) ?? []), operation]);
  }
  return groups;
}

/** What is documented says where; else known operations have a file's name, paths a type's and a field's, look-ups arguments. */
function groupOf({ name, query }: Operation): string {
  if (name.startsWith('README ')) return 'documented';
  if (/^\w+$/.test(name)) return 'known';
  if (/^[^{]*\{ (?:f0: )?audit/.test(query)) return 'audit';
  if (/^\w+: /.test(name)) return 'paths';
  return / of /.test(name) ? 'lookUps' : 'lists';
}

async function askAll(world: World, operations: readonly Operation[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const operation of operations) {
    for (const viewer of operation.viewers) asked.push(await ask(world, operation, viewer));
  }
  return asked;
}

function textOf({ operation, text }: Asked): string {
  return `${operation.query.trim()}\n${text}`;
}
