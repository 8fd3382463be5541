import { diffCatalogues } from '../../../catalogue-review/catalogue-diff.ts';
import { useKiosks } from '../../kiosks/use-kiosks.ts';
import { useWords } from '../../shell/i18n.ts';
import { Mark } from '../../shell/Mark.tsx';
import { useOverview } from '../../today/use-today.ts';
import { Remarks } from '../RemarkLine.tsx';
import { useCatalogue } from '../use-catalogue.ts';
import { useDraftDesk } from './use-draft.ts';

/** What is wrong with the draft, what it changes, and which desks may not know all of it. */
export function ReviewTab() {
  const { t } = useWords();
  const { catalogue } = useDraftDesk();
  const { data: inForce } = useCatalogue();
  return (
    <>
      <section className="panel">
        <h2>{t('draft.review.checks')}</h2>
        {inForce !== undefined && (
          <Remarks catalogue={catalogue} inForce={inForce} good={t('draft.review.good')} />
        )}
      </section>
      <Differences />
      <OldKiosks />
    </>
  );
}

function Differences() {
  const { t, language } = useWords();
  const { catalogue } = useDraftDesk();
  const { data: inForce } = useCatalogue();
  if (inForce === undefined) return null;
  const lines = diffCatalogues(inForce, catalogue, language);
  return (
    <section className="panel">
      <h2>{t('draft.review.differences', { version: inForce.version })}</h2>
      {lines.length === 0 ? (
        <p>{t('draft.review.none')}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Names the kiosks of another release. They ask the staff about what they do not know, and go by the rest. */
function OldKiosks() {
  const { t } = useWords();
  const kiosks = useKiosks();
  const overview = useOverview();
  if (kiosks.data === undefined || overview.data === undefined) return null;
  const { version } = overview.data;
  const active = kiosks.data.kiosks.filter(({ revokedAtMs }) => revokedAtMs === null);
  const others = active.filter(({ appVersion }) => appVersion !== version);
  return (
    <section className="panel">
      <h2>{t('draft.review.kiosks')}</h2>
      {others.length === 0 ? (
        <Mark tone="good">{t('draft.review.kiosksNone', { count: active.length, version })}</Mark>
      ) : (
        <>
          <p>{t('draft.review.kiosksAbout', { version })}</p>
          <ul>
            {others.map(({ kioskId, name, appVersion }) => (
              <li key={kioskId}>
                {t('draft.review.kioskLine', {
                  name,
                  version: appVersion ?? t('draft.review.neverReported'),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
