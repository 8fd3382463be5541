import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Upload } from 'antd';
import { useState } from 'react';
import { checkCatalogue } from '../../catalogue-review/catalogue-check.ts';
import { diffCatalogues } from '../../catalogue-review/catalogue-diff.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { catalogueInFile } from '../../domain/catalogue/catalogue-file.ts';
import { CataloguePublished } from '../../protocol/wire-catalogue.ts';
import { call } from '../api/call.ts';
import { FaultAlert, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Remarks } from './RemarkLine.tsx';
import { CATALOGUE_KEY } from './use-catalogue.ts';

type Given =
  | { readonly kind: 'none' }
  | { readonly kind: 'no-catalogue'; readonly name: string }
  | { readonly kind: 'read'; readonly name: string; readonly text: string; readonly catalogue: Catalogue };

/** A signed file: checked and compared in words first, then published. The district judges its signature. */
export function UploadCatalogue({ inForce }: { readonly inForce: Catalogue }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [given, setGiven] = useState<Given>({ kind: 'none' });
  const publishing = useMutation({
    mutationFn: (file: string) =>
      call({ method: 'POST', path: 'catalogue', body: { file }, reply: CataloguePublished }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: CATALOGUE_KEY }),
  });
  const read = async (file: File) => {
    publishing.reset();
    const text = await file.text();
    const catalogue = catalogueInFile(text);
    setGiven(
      catalogue === null
        ? { kind: 'no-catalogue', name: file.name }
        : { kind: 'read', name: file.name, text, catalogue },
    );
  };
  return (
    <section className="panel">
      <h2>{t('catalogue.upload')}</h2>
      <p className="soft">{t('catalogue.uploadAbout')}</p>
      <Upload
        accept=".json,application/json"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file: File) => {
          void read(file);
          return false;
        }}
      >
        <Button>{t(given.kind === 'none' ? 'catalogue.choose' : 'catalogue.another')}</Button>
      </Upload>
      {given.kind === 'no-catalogue' && (
        <Alert type="error" showIcon role="alert" title={t('catalogue.notCatalogue', { file: given.name })} />
      )}
      {given.kind === 'read' && publishing.data === undefined && (
        <Review
          inForce={inForce}
          next={given}
          isPending={publishing.isPending}
          onPublish={() => publishing.mutate(given.text)}
        />
      )}
      {publishing.error !== null && <FaultNote fault={publishing.error} />}
      {publishing.data !== undefined && <Outcome outcome={publishing.data} />}
    </section>
  );
}

function Review(props: {
  readonly inForce: Catalogue;
  readonly next: { readonly name: string; readonly catalogue: Catalogue };
  readonly isPending: boolean;
  readonly onPublish: () => void;
}) {
  const { t, language } = useWords();
  const { modal } = App.useApp();
  const { name, catalogue } = props.next;
  const { version, validFrom } = catalogue;
  const errors = checkCatalogue(catalogue).filter(({ level }) => level === 'error').length;
  const differences = diffCatalogues(props.inForce, catalogue, language);
  const ask = () =>
    modal.confirm({
      title: t('catalogue.publish', { version }),
      content: t('catalogue.publishAsk', { version, count: differences.length }),
      okText: t('catalogue.publish', { version }),
      cancelText: t('shell.cancel'),
      onOk: props.onPublish,
    });
  return (
    <>
      <p>
        <strong>{t('catalogue.file', { file: name, version })}</strong> ·{' '}
        {validFrom === null ? t('catalogue.startsNow') : t('catalogue.startsAt', { from: validFrom })}
      </p>
      <h3>{t('catalogue.checks')}</h3>
      <Remarks catalogue={catalogue} inForce={props.inForce} good={t('catalogue.checksGood')} />
      <h3>{t('catalogue.differences')}</h3>
      {differences.length === 0 ? (
        <p>{t('catalogue.differencesNone')}</p>
      ) : (
        <ul>
          {differences.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {errors > 0 ? (
        <Alert type="error" showIcon title={t('catalogue.errorsNext', { count: errors })} />
      ) : (
        <Button type="primary" loading={props.isPending} onClick={() => void ask()}>
          {t('catalogue.publish', { version })}
        </Button>
      )}
    </>
  );
}

function Outcome({ outcome }: { readonly outcome: CataloguePublished }) {
  const { t } = useWords();
  switch (outcome.kind) {
    case 'published': {
      const { version, validFrom, isInForce, notUnderstood } = outcome;
      const starts = isInForce || validFrom === null;
      const when = starts ? t('catalogue.startsNow') : t('catalogue.startsAt', { from: validFrom });
      const unknown =
        notUnderstood.length === 0 ? '' : t('catalogue.notUnderstood', { count: notUnderstood.length });
      return (
        <Alert
          type="success"
          showIcon
          role="status"
          title={`${t('catalogue.published', { version, when })}${unknown}`}
        />
      );
    }
    case 'not-trusted':
      return <FaultAlert title={t('catalogue.notTrusted')} detail={`${outcome.fault}: ${outcome.message}`} />;
    case 'not-newer':
      return <FaultAlert title={t('catalogue.notNewer', { held: outcome.held })} />;
    case 'too-far-ahead':
      return <FaultAlert title={t('catalogue.tooFar', { held: outcome.held })} />;
    default:
      return unreachable(outcome);
  }
}
