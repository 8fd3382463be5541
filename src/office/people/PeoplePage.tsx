import { getRouteApi } from '@tanstack/react-router';
import { Alert, Tabs } from 'antd';
import { useStanding } from '../api/standing.ts';
import { useWords } from '../shell/i18n.ts';
import { PageHead } from '../shell/PageHead.tsx';
import { Audit } from './Audit.tsx';
import { Officers } from './Officers.tsx';
import { Sessions } from './Sessions.tsx';
import { Tokens } from './Tokens.tsx';

const route = getRouteApi('/people');

/** Who may sign in, who is, and who did what. Auditors see the last of these alone. */
export function PeoplePage() {
  const { t } = useWords();
  const { standing } = useStanding();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const role = standing.kind === 'signed-in' ? standing.officer.role : null;
  const audit = { key: 'audit', label: t('people.tabs.audit'), children: <Audit /> };
  const forAdministrators = [
    { key: 'officers', label: t('people.tabs.officers'), children: <Officers /> },
    { key: 'sessions', label: t('people.tabs.sessions'), children: <Sessions /> },
    { key: 'tokens', label: t('people.tabs.tokens'), children: <Tokens /> },
  ];
  const items = role === 'administrator' ? [...forAdministrators, audit] : [audit];
  const shown = items.find(({ key }) => key === search.tab)?.key ?? items[0]?.key ?? 'audit';
  return (
    <>
      <PageHead title={t('people.title')} about={t('people.about')} />
      {role === null ? (
        <Alert type="info" showIcon title={t('people.none')} />
      ) : (
        <Tabs
          destroyOnHidden
          activeKey={shown}
          items={items}
          onChange={(tab) => void navigate({ search: { tab } })}
        />
      )}
    </>
  );
}
