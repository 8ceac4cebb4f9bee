/**
 * The words that two people read to each other to see that they mean the same host: the first eight bytes of
 * its key's fingerprint, one word a byte. 64 bits: whoever wants another key with the same words
 * has to make some 2^64 of them. The list never changes: an app with another one would show other words.
 */
const WORDS = `
  acre aloe amber anchor angel ankle apple apron arena arrow atlas attic award axis bacon badge baker
  banjo barn basil beach beard beaver bell bench berry bike birch bison blaze boat bolt book boot brick
  bridge broom bucket bugle cabin cable cactus camel candle canoe canyon card carpet cart castle cedar
  cello chalk cheese cherry chess circus cliff clock clover cobra coin comet copper coral cork cotton
  couch cradle crane crown cube curtain daisy dance desert diamond dice dinner doctor dolphin donkey door
  dragon drum duck dune eagle earth easel echo elbow elk ember engine falcon farmer feather fence fern
  fiddle field finger flag flute forest fossil fox frog galaxy garden garlic giant ginger glacier globe
  glove goat gold grape guitar hammer harbor harp hawk hazel helmet heron hill honey hotel igloo insect
  iris island ivory jacket jaguar jelly jewel jungle kayak kettle king kite kiwi knight koala ladder
  lagoon lamp lantern lemon leopard letter lily lion lizard lotus magnet mango maple marble meadow melon
  mirror monkey moon moss motor mouse museum nacho nest noodle oasis ocean olive onion opera orange orchid
  otter owl oyster paddle palace panda parrot pearl pebble pencil pepper piano pillow pilot pine planet
  plum pocket poem potato puzzle quilt rabbit radio rain raven ribbon river robot rocket rose saddle
  sailor salmon sand scarf shark sheep shovel silver sketch snail soup spoon squid stone storm sugar swan
  table teapot temple thumb tiger tomato torch tower train tulip tunnel turtle valley velvet violin
  volcano walnut whale wheel window winter wizard wolf yogurt zebra
`
  .trim()
  .split(/\s+/)

const WORD_COUNT = 8

/**
 * @param fingerprint SHA-256 in base64url without padding, as invite links carry it.
 * @returns eight words, such as `otter maple …`; the same on every computer.
 */
export function fingerprintWords(fingerprint: string): string {
  const bytes = atob(fingerprint.replaceAll('-', '+').replaceAll('_', '/'))
  return Array.from(bytes.slice(0, WORD_COUNT), (byte) => WORDS[byte.charCodeAt(0)]).join(' ')
}
