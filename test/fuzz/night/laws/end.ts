import { setTimeout as sleep } from 'node:timers/promises';
import { expectRun } from '../events/event.js';
import { told } from '../load/officers.js';
import type { Night } from '../night.js';
import { faultsOfAnswers } from './answers.js';
import { expectLogged, expectNamed } from './log.js';
import { processesOf } from './processes.js';
import { expectThere } from './records.js';
import { expectRestored } from './restored.js';

/** A process of a deployment that is asked a few questions a second needs no more. */
const most = { rssMb: 900, files: 400 };

/** All laws that hold at the end of a night, while it serves still. */
export async function judgeServing(night: Night): Promise<void> {
  for (const name of night.deliveries.open()) {
    if (!(await night.deliveries.confirmed(name))) night.find('deliveries', `${name} was never confirmed`);
  }
  const there = await expectThere(night, night.words.here(), 'records');
  night.say(
    `${there} persons of deliveries looked for, ${night.words.all.filter(({ goneAt }) => goneAt).length} are gone`,
  );
  await expectNamed(night);
  // Why: the last entries are under a signed head then.
  await sleep(3000);
  await expectLogged(night);
  for (const fault of faultsOfAnswers(night.asked, night.troubles)) night.find('answers', fault);
  for (const { rssMb, files, pid, command } of processesOf(night.house.config)) {
    if (rssMb > most.rssMb || files > most.files)
      night.find('processes', `${pid} has ${rssMb} MB, ${files} open files: ${command.slice(0, 120)}`);
  }
  const doctor = await night.house.run('doctor', '--json');
  const { findings = [] } = JSON.parse(doctor.out || '{}') as {
    findings?: readonly Readonly<Record<string, string>>[];
  };
  const bad = findings.filter(({ severity }) => severity === 'FAULT');
  if (bad.length > 0 || findings.length === 0)
    night.find('doctor', `${doctor.code}: ${JSON.stringify(bad)} ${doctor.err.slice(0, 500)}`);
}

/** And those that hold once it is stopped. */
export async function judgeStopped(night: Night): Promise<void> {
  const { house } = night;
  const watched = await house.watcher.stop();
  if (watched !== 0) night.find('stop', `the watcher ended with ${watched}: ${house.watcher.err().slice(-500)}`);
  const served = await house.server.stop();
  if (served !== 0) night.find('stop', `the server ended with ${served}: ${house.server.err().slice(-500)}`);
  const left = processesOf(house.folder);
  if (left.length > 0)
    night.find(
      'processes',
      `are left: ${left.map(({ pid, command }) => `${pid} ${command.slice(0, 150)}`).join('; ')}`,
    );
  const texts = {
    'lines of the server': house.server.err(),
    'lines of the watcher': house.watcher.err(),
    traces: house.traces(),
  };
  for (const [name, text] of Object.entries(texts)) {
    for (const word of told) {
      const at = text.indexOf(word);
      if (at >= 0) night.find('lines', `${name} have ${word}: ${text.slice(Math.max(0, at - 200), at + 100)}`);
    }
  }
  await expectRun(night, 0, 'audit', 'verify', '--json');
  const stoppedAt = Date.now();
  await expectRestored(night, { withArchive: false, stoppedAt });
  await expectRestored(night, { withArchive: true, stoppedAt });
}
