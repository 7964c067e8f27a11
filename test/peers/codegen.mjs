// Compiles documents as a front-end would: graphql-codegen's client preset, from the schema that a viewer may ask.
import { generate } from '@graphql-codegen/cli';

const { SCHEMA, HEADERS, DOCUMENTS, OUT } = process.env;
try {
  await generate(
    {
      schema: { [SCHEMA]: { headers: JSON.parse(HEADERS) } },
      documents: [DOCUMENTS],
      silent: true,
      generates: {
        [`${OUT}/`]: {
          preset: 'client',
          presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } },
          config: { strictScalars: true, scalars: { DateTime: 'string', PartialDate: 'string' } },
        },
      },
    },
    true,
  );
} catch (error) {
  console.error([error, ...(error.errors ?? [])].map(({ message }) => message).join('\n'));
  process.exitCode = 1;
}
