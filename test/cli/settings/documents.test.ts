import { describe, expect, test } from '@jest/globals';
import { settingsDocument, settingsJsonSchema } from '../../../cli/settings/documents.js';
import { flagOf, meaningOf, settingNames, variableOf, writtenNames } from '../../../cli/settings/registry.js';
import { readPackageFile } from '../../../schema/files.js';

describe('the documents of the settings', () => {
  test('are those that are committed', () => {
    expect(readPackageFile('docs', 'SETTINGS.md')).toBe(settingsDocument());
    expect(readPackageFile('docs', 'portcullis.schema.json')).toBe(settingsJsonSchema());
  });

  test('say of every setting how it is given and what it means', () => {
    const document = settingsDocument();
    for (const name of settingNames) {
      expect(document).toContain(`\`${variableOf(name)}\``);
      expect(document).toContain(meaningOf(name).replaceAll('|', '\\|'));
    }
    for (const name of writtenNames) expect(document).toContain(`| \`${name}\` | \`${flagOf(name)}\` |`);
  });

  test('let an editor complete every member of the file, and mark any other', () => {
    const { properties, additionalProperties } = JSON.parse(settingsJsonSchema());
    expect(Object.keys(properties)).toEqual(writtenNames);
    expect(additionalProperties).toBe(false);
    expect(properties.port).toMatchObject({ type: 'integer', default: 4000, maximum: 65_535 });
  });
});
