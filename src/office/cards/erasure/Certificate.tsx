import { Button } from 'antd';
import type { ErasureCertificate } from '../../../protocol/wire-erasure.ts';
import { useWords } from '../../shell/i18n.ts';
import { minuteWords } from '../../shell/times.ts';

const SIGN_HERE = '________________';

/** A sheet that says what a run has erased, to be printed and signed. It names nobody. */
export function Certificate({ certificate }: { readonly certificate: ErasureCertificate }) {
  const { t } = useWords();
  const { erasureId, atMs, officer, endedBefore, cards, holders, kept, sha256 } = certificate;
  const facts: readonly (readonly [string, string])[] = [
    [t('erasure.id'), erasureId],
    [t('erasure.when'), minuteWords(atMs)],
    [t('erasure.who'), officer],
    [t('erasure.rule'), t('erasure.ruleWords', { day: endedBefore })],
    [t('erasure.cards'), String(cards)],
    [t('erasure.holders'), String(holders)],
    [t('erasure.what'), t('erasure.whatWords')],
    [t('erasure.stays'), `${t('erasure.staysWords')}\n${t('erasure.kept', kept)}`],
    [t('erasure.copies'), t('erasure.copiesWords')],
    [t('erasure.fingerprint'), sha256],
  ];
  return (
    <section className="panel">
      <h2>{t('erasure.certificate')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd style={{ whiteSpace: 'pre-line' }}>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="print-only">
        {(['signOfficer', 'signWitness', 'signDate'] as const).map((name) => (
          <p key={name}>{t('shell.says', { name: t(`erasure.${name}`), value: SIGN_HERE })}</p>
        ))}
      </div>
      <div className="bar screen-only" style={{ marginTop: 12, marginBottom: 0 }}>
        <Button onClick={() => window.print()}>{t('erasure.print')}</Button>
      </div>
    </section>
  );
}
