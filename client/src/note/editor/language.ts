// The note's Markdown as a language of CodeMirror: it keeps the tree up to date, a little at a time.
import { defineLanguageFacet, Language, languageDataProp, syntaxTree } from '@codemirror/language';
import { parser } from '../markdown';

const data = defineLanguageFacet();
const note = new Language(data, parser.configure({ props: [languageDataProp.add({ Document: data })] }), [], 'note');

export const language = note.extension;
export { syntaxTree };
