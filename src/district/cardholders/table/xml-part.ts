import { StringDecoder } from 'node:string_decoder';
import sax from 'sax';
import { TableFault } from './table.ts';
import { brokenZip } from './zip-parts.ts';

/** Many times as deep as a workbook goes: the parser remembers every mark that is open. */
const DEPTH_MAX = 100;
/** More than any mark of a workbook has. */
const ATTRIBUTES_MAX = 200;

/** Attributes by their names in the file; elements by their local names. */
export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Reads a part of a workbook. Yields after each piece, so that the caller can hand on what the handlers have
 * gathered. A part with a document type is refused, and with it every entity of its own. Throws `TableFault`.
 */
export async function* readXml(pieces: AsyncIterable<Buffer>, handlers: XmlHandlers): AsyncGenerator<null> {
  const parser = sax.parser(true, { position: false });
  const decoder = new StringDecoder('utf8');
  let depth = 0;
  let attributeCount = 0;
  parser.onopentagstart = () => {
    attributeCount = 0;
    depth += 1;
    if (depth > DEPTH_MAX) throw tooDeep();
  };
  parser.onattribute = () => {
    attributeCount += 1;
    if (attributeCount > ATTRIBUTES_MAX) throw tooDeep();
  };
  parser.onopentag = ({ name, attributes }) => handlers.open(localOf(name), attributes as XmlAttributes);
  parser.onclosetag = (name) => {
    depth -= 1;
    handlers.close(localOf(name));
  };
  parser.ontext = handlers.text;
  parser.oncdata = handlers.text;
  parser.ondoctype = () => {
    throw new TableFault('entities', {
      zh: '文件里有不该有的 XML 定义（DOCTYPE），不是 Excel 或 WPS 保存的，不读',
      en: 'it declares a document type, which no workbook of Excel or WPS does, and is not read',
    });
  };
  parser.onerror = (error) => {
    throw brokenZip(error.message.split('\n')[0]);
  };
  for await (const piece of pieces) {
    parser.write(decoder.write(piece));
    yield null;
  }
  parser.write(decoder.end()).close();
  yield null;
}

/** Reads a whole small part. */
export async function readWholeXml(pieces: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(pieces, handlers));
}

function tooDeep(): TableFault {
  return new TableFault('too-large', {
    zh: `XML 嵌套超过 ${DEPTH_MAX} 层或属性过多，不是 Excel 或 WPS 保存的，不读`,
    en: `its XML goes deeper than ${DEPTH_MAX} marks or has too many attributes, which no workbook of Excel or WPS does, and is not read`,
  });
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
