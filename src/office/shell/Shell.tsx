import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useEffect, useRef } from 'react';
import { signOut } from '../api/session.ts';
import { useStanding } from '../api/standing.ts';
import { useOverview } from '../today/use-today.ts';
import { setOfficeLanguage, useWords } from './i18n.ts';
import { forgetSearches, keepSearch, lastSearch, mayOpen, PAGES } from './pages.ts';
import { keepPreference, useTheme } from './preferences.ts';

/** What stands around every page: navigation, language, theme, and who works here. */
export function Shell() {
  const { t } = useWords();
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const search = useRouterState({ select: ({ location }) => location.search });
  const lastPath = useRef(path);
  useEffect(() => keepSearch(path, search), [path, search]);
  // A screen reader announces a new page only if the focus is moved to it.
  useEffect(() => {
    if (lastPath.current !== path) main.current?.focus();
    lastPath.current = path;
  }, [path]);
  const overview = useOverview();
  const { standing } = useStanding();
  const pages = PAGES.filter(({ name }) => mayOpen(standing, name));
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="shell-head">
        <div className="shell-title">
          {t('shell.title')}
          <small>{overview.data?.districtName}</small>
        </div>
        <Preferences />
        <Account />
      </header>
      <nav className="shell-nav" aria-label={t('shell.nav')}>
        <ul>
          {pages.map(({ name, to }) => (
            <li key={name}>
              <Link
                to={to}
                // The link of the page that is open clears its filters.
                search={() => (path === to ? {} : lastSearch(to))}
                activeOptions={{ exact: to === '/', includeSearch: false }}
              >
                {t(`shell.pages.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main className="shell-main" id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

export function Preferences() {
  const { t, language } = useWords();
  const theme = useTheme();
  return (
    <>
      <Segmented
        aria-label={t('shell.language')}
        value={language}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(value) => void setOfficeLanguage(value === 'en' ? 'en' : 'zh')}
      />
      <Segmented
        aria-label={t('shell.theme')}
        value={theme}
        options={[
          { value: 'light', label: t('shell.light') },
          { value: 'dark', label: t('shell.dark') },
        ]}
        onChange={(value) => keepPreference('theme', value)}
      />
    </>
  );
}

function Account() {
  const { t } = useWords();
  const { standing } = useStanding();
  const officer = standing.kind === 'signed-in' ? standing.officer : null;
  return (
    <>
      {officer === null ? (
        <span className="soft">{t('shell.byToken')}</span>
      ) : (
        <Link to="/account">
          {officer.name} · {t(`shell.role.${officer.role}`)}
        </Link>
      )}
      <Button onClick={() => void leave(officer !== null).catch(() => location.reload())}>
        {t('shell.signOut')}
      </Button>
    </>
  );
}

function leave(hasSession: boolean): Promise<void> {
  forgetSearches();
  return signOut(hasSession);
}
