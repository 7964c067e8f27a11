import { Command, Option } from 'commander';
import { givenOf } from '../../options.js';
import { printLine } from '../../output/printLine.js';
import type { Officer } from '../../subject/officer.js';
import { collect, withJson, withUsageErrors, withVerdictExitCode } from '../command.js';

/** `portcullis subject`: a person asks what is held of them and who has seen it; the officer answers. */
export function subjectCommand(): Command {
  const command = new Command('subject')
    .description('answer a person who asks what is held of them, and who has seen it: report, draft, letter')
    .addCommand(askCommand())
    .addCommand(draftCommand())
    .addCommand(answerCommand())
    .addCommand(requestsCommand())
    .addCommand(agreeCommand())
    .addCommand(compareCommand());
  return command;
}

/** Adds what says who asks, and where. */
function withOfficer(command: Command): Command {
  return withJson(command)
    .requiredOption('--url <url>', 'GraphQL endpoint of the gateway')
    .requiredOption('--token <file>', 'file with the token of a DPO, or of a supervisor')
    .requiredOption('--case-reference <reference>', "the agency's reference of the person's request");
}

const officerOf = (command: Command): Officer => {
  const { url, token, caseReference } = command.opts();
  return { url, token, caseReference };
};

const outputOf = (command: Command) => ({ json: command.opts().json === true, out: printLine });

function askCommand(): Command {
  const command = withOfficer(
    new Command('ask')
      .description('ask what is held of a person and who has seen it, into a report for the officer alone')
      .argument(
        '<person>',
        'JSON file of who asks: name, birthDate, documents, eori, identifiedBy, agency; - is standard input',
      )
      .requiredOption('--output <file>', 'report to write, a new file')
      .option('--request <id>', 'the request, where it was asked before: it stays one')
      .option(
        '--confirm <id>',
        'a record or link of the name or number alone that you decided to be of this person; repeatable',
        collect,
      )
      .option('--exclude <id>', 'one that you decided to be of somebody else, e.g. of a twin; repeatable', collect),
  );
  return command.action(async (person: string, { output, confirm = [], exclude = [] }) => {
    const { askSubject } = await import('../../subject/ask.js');
    const given = { ...givenOf(command, 'request'), confirm, exclude };
    await askSubject(officerOf(command), { person, output, ...given, ...outputOf(command), say: console.error });
  });
}

function draftCommand(): Command {
  const command = withJson(
    new Command('draft')
      .description('make from a report the draft of a letter, a file to decide in; say what is to be decided')
      .argument('<report>', 'as portcullis subject ask wrote it')
      .requiredOption('--output <file>', 'draft to write, a new file')
      .addOption(new Option('--language <language>', 'of the letter').choices(['en', 'fr']).default('en')),
  );
  return command.action(async (report: string, { output, language }) => {
    const { draftLetter } = await import('../../subject/draft.js');
    draftLetter({ report, output, language, ...outputOf(command) });
  });
}

function answerCommand(): Command {
  const command = withOfficer(
    new Command('answer')
      .description('write the letter of a decided draft, and tell the log its hash and what was left out')
      .argument('<draft>', 'as portcullis subject draft wrote it, and you decided it')
      .requiredOption('--out <folder>', 'new folder of the letter: what the person is given')
      .requiredOption('--left-out <file>', 'file of what was left out, with your reasons; never in that folder'),
  );
  return command.action(async (draft: string, { out: folder, leftOut }) => {
    const { answerSubject } = await import('../../subject/answer.js');
    await answerSubject(officerOf(command), { draft, folder, leftOut, ...outputOf(command) });
  });
}

function requestsCommand(): Command {
  const command = withVerdictExitCode(
    withOfficer(
      new Command('requests')
        .description('list the open requests of your agency, or of your mandate, the earliest deadline first')
        .option('--all', 'answered ones too'),
    ),
  );
  return command.action(async ({ all }) => {
    const { listRequests } = await import('../../subject/requests.js');
    const today = new Date().toISOString().slice(0, 10);
    process.exitCode = await listRequests(officerOf(command), { all: all === true, today, ...outputOf(command) });
  });
}

function agreeCommand(): Command {
  const command = withOfficer(
    new Command('agree')
      .description('agree that the officer of another agency is told when and for which purpose your agency looked')
      .argument('<request>', 'id of the request, as that officer tells it')
      .requiredOption('--agency <id>', 'agency of that officer'),
  );
  return command.action(async (request: string, { agency }) => {
    const { agree } = await import('../../subject/agree.js');
    await agree(officerOf(command), { request, agency, ...outputOf(command) });
  });
}

function compareCommand(): Command {
  const command = withUsageErrors(
    withVerdictExitCode(
      withJson(
        new Command('compare')
          .description('say what changed between two reports about a person, and whom the earlier data was shown to')
          .argument('<before>', 'report from before a correction or erasure')
          .argument('<after>', 'report from after it'),
      ),
    ),
  );
  return command.action(async (before: string, after: string) => {
    const { compareReports } = await import('../../subject/compare.js');
    process.exitCode = compareReports(before, after, outputOf(command));
  });
}
