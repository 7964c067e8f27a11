import '../../styles/tabs.css';
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';

/** One tab. Its content is made when it is chosen: what it asks is asked then. */
export interface TabOf {
  readonly id: string;
  readonly title: string;
  content(): ReactNode;
}

/** Contents of which one is in sight. */
export function TabSet(props: {
  readonly label: string;
  readonly tabs: readonly TabOf[];
  readonly chosen: string;
  onChoose(id: string): void;
}) {
  const { label, tabs, chosen, onChoose } = props;
  return (
    <Tabs
      className="tabs"
      selectedKey={chosen}
      onSelectionChange={(key) => onChoose(String(key))}
      keyboardActivation="manual"
    >
      <TabList className="tab-list" aria-label={label}>
        {tabs.map(({ id, title }) => (
          <Tab key={id} id={id} className="tab">
            {title}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="tab-panel">
          {id === chosen && content()}
        </TabPanel>
      ))}
    </Tabs>
  );
}
