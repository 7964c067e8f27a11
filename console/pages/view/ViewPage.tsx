import '../../styles/pages/view.css';
import { TabSet } from '../../parts/controls/TabSet.js';
import { Page } from '../../parts/Page.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { useSession } from '../../shell/session.js';
import { viewTexts as texts } from '../../texts/view.js';
import { ExplainField } from './ExplainField.js';
import { OwnAccess } from './OwnAccess.js';
import { OwnPurposes } from './OwnPurposes.js';
import { Receipts } from './Receipts.js';

/** What one may see, in words, and where this session stands in the log. */
export function ViewPage() {
  const { receipts } = useSession();
  const [tab, setTab] = useRemembered('view.tab', 'access');
  return (
    <Page title={texts.title}>
      <p>{texts.about}</p>
      <TabSet
        label={texts.title}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { id: 'access', title: texts.tabs.access, content: () => <OwnAccess /> },
          { id: 'explain', title: texts.tabs.explain, content: () => <ExplainField /> },
          { id: 'purposes', title: texts.tabs.purposes, content: () => <OwnPurposes /> },
          { id: 'receipts', title: texts.tabs.receipts(receipts.length), content: () => <Receipts /> },
        ]}
      />
    </Page>
  );
}
