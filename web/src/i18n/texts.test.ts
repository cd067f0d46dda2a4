import { describe, expect, test } from 'vitest';
import { allTexts } from './all-texts.ts';
import { languageList } from './languages.ts';
import { loadSettingsTexts } from './load-settings-texts.ts';
import { loadTexts } from './load-texts.ts';
import type { MessageId } from './message-id.ts';

const ids = Object.keys(allTexts.en).sort();
const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
const isId = (id: string): id is MessageId => Object.hasOwn(allTexts.en, id);

describe.each(languageList)('the texts in $tag', ({ tag }) => {
  const texts = allTexts[tag];

  test('has every text that English has, and none is empty or padded', () => {
    expect(Object.keys(texts).sort()).toEqual(ids);
    expect(Object.values(texts).filter((text) => text === '' || text !== text.trim())).toEqual([]);
  });

  test('keeps the places to be filled in', () => {
    for (const id of ids.filter(isId)) expect(placesOf(texts[id]), id).toEqual(placesOf(allTexts.en[id]));
  });

  test('is what a browser loads', async () => {
    expect({ ...(await loadTexts(tag)), ...(await loadSettingsTexts(tag)) }).toEqual(texts);
  });
});

test('no language was left in English by mistake', () => {
  const sameOnPurpose = new Set(['product-name', 'password']);
  for (const { tag } of languageList.filter((language) => language.tag !== 'en')) {
    const same = ids
      .filter(isId)
      .filter((id) => !sameOnPurpose.has(id) && allTexts[tag][id] === allTexts.en[id]);
    expect(same, tag).toEqual([]);
  }
});
