import '../../styles/pages/audit.css';
import { Link } from '@tanstack/react-router';
import { TabSet } from '../../parts/controls/TabSet.js';
import { Page } from '../../parts/Page.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { answersPersons, readsLog, useSession } from '../../shell/session.js';
import { auditTexts as texts } from '../../texts/audit.js';
import { AskLog } from './asking/AskLog.js';
import { CheckProof } from './proof/CheckProof.js';
import { Tried } from './Tried.js';

/** Reading the log, and checking what it proves. Who may not read it may still check what they hold. */
export function AuditPage() {
  const { officer, statement } = useSession();
  const mayRead = readsLog.has(officer.role);
  const [tab, setTab] = useRemembered('audit.tab', mayRead ? 'ask' : 'check');
  const check = { id: 'check', title: texts.tabs.check, content: () => <CheckProof /> };
  if (!mayRead)
    return (
      <Page title={texts.title}>
        <p>{texts.noRight}</p>
        <CheckProof />
      </Page>
    );
  return (
    <Page
      title={texts.title}
      actions={answersPersons(officer, statement) && <Link to="/audit/requests">{texts.requests}</Link>}
    >
      <p>{texts.about}</p>
      {statement.caseReference === undefined && <p className="notice">{texts.noCase}</p>}
      <TabSet
        label={texts.title}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { id: 'ask', title: texts.tabs.ask, content: () => <AskLog /> },
          { id: 'tried', title: texts.tabs.tried, content: () => <Tried /> },
          check,
        ]}
      />
    </Page>
  );
}
