import { Button } from 'react-aria-components';
import { workbenchTexts } from '../../texts/workbench.js';
import { codeOf } from './useRun.js';
import type { HeldSchema } from './useSchema.js';

const texts = workbenchTexts.schema;

/** That the schema is not there yet, or why it is not. */
export function SchemaState({ of }: { readonly of: HeldSchema }) {
  if (of.schema) return null;
  if (of.error === undefined)
    return (
      <p className="loading" role="status">
        {texts.loading}
      </p>
    );
  return (
    <div className="notice notice-partial" role="status">
      <p>{texts.failed(codeOf(of.error))}</p>
      <Button className="button quiet" onPress={of.again}>
        {texts.again}
      </Button>
    </div>
  );
}
