import { App, Switch } from 'antd';
import type { StaffMemberView, StaffSiteView } from '../../protocol/wire-staff.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { useSaveSite } from './use-staff.tsx';

/** Which sites ask for a sign-in. It takes effect at every desk of the site, so it is asked for. */
export function SignInSites(props: {
  readonly sites: readonly StaffSiteView[];
  readonly members: readonly StaffMemberView[];
  readonly isWriter: boolean;
}) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const { siteName } = useNames();
  const saving = useSaveSite();
  const countOf = (siteId: string) =>
    props.members.filter(({ siteIds, removedAtMs }) => removedAtMs === null && siteIds.includes(siteId))
      .length;
  const ask = (siteId: string, signIn: boolean) =>
    modal.confirm({
      title: t(signIn ? 'staff.signInOn' : 'staff.signInOff'),
      content: t(signIn ? 'staff.signInAsk' : 'staff.signOutAsk', {
        site: siteName(siteId),
        count: countOf(siteId),
      }),
      okText: t('shell.save'),
      cancelText: t('shell.cancel'),
      onOk: () => saving.mutate({ siteId, signIn }),
    });
  return (
    <section>
      <h2>{t('staff.signIn')}</h2>
      <p>{t('staff.signInAbout')}</p>
      {saving.error !== null && <FaultNote fault={saving.error} />}
      <OfficeTable<StaffSiteView>
        label={t('staff.signIn')}
        rows={[...props.sites]}
        rowKey={({ siteId }) => siteId}
        isLoading={false}
        empty=""
        columns={[
          { key: 'site', title: t('staff.sites'), render: (_value, { siteId }) => siteName(siteId) },
          {
            key: 'people',
            title: t('staff.title'),
            width: 140,
            render: (_value, { siteId }) => {
              const count = countOf(siteId);
              return count === 0 ? t('staff.nobody') : t('staff.people', { count });
            },
          },
          {
            key: 'signIn',
            title: t('staff.signInOn'),
            width: 160,
            render: (_value, { siteId, signIn }) => (
              <Switch
                aria-label={`${t('staff.signInOn')} · ${siteName(siteId)}`}
                checked={signIn}
                disabled={!props.isWriter}
                checkedChildren={t('staff.signInOn')}
                unCheckedChildren={t('staff.signInOff')}
                onChange={(next) => ask(siteId, next)}
              />
            ),
          },
        ]}
      />
    </section>
  );
}
