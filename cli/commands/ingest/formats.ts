import { Command } from 'commander';

/** `portcullis formats`: which files can be ingested, and what becomes of what is in them. */
export function formatsCommand(): Command {
  const command = new Command('formats')
    .description('list the formats that ingest reads, or show one: version, source, sample, and each element')
    .argument('[name]', 'one format, whole')
    .option('--json', 'print one JSON array')
    .option('--markdown', 'print all of them as the table in docs/INGEST.md');
  return command.action(async (name: string | undefined) => {
    const { runFormats } = await import('../../ingest/formats.js');
    const { json, markdown } = command.opts();
    runFormats({
      ...(name === undefined ? {} : { name }),
      json: json === true,
      markdown: markdown === true,
      out: console.log,
    });
  });
}
