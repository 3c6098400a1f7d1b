/* Finds the pages that answer what somebody typed. Knows the index and language, and nothing of pages or browsers.

   handbookSearch.engine(index).find("gave me her number") gives {results, urgent, terms}. How it ranks:
   1. Words: each word typed, its other forms, words that mean the same, and near misses of spelling, in titles,
      headings, summaries and text. Rare words count for more.
   2. Sayings: how much of what was typed is like something people say (content/national/synonyms.yml) for a page.
      Several that are somewhat like it add up: nobody says a thing twice in the same words. */
(function (self) {
  "use strict";

  const FORMS = {
    died: "die",
    dies: "die",
    dying: "die",
    dead: "die",
    deaths: "death",
    told: "tell",
    said: "say",
    gave: "give",
    given: "give",
    left: "leave",
    went: "go",
    gone: "go",
    goes: "go",
    felt: "feel",
    met: "meet",
    rang: "ring",
    rung: "ring",
    lost: "lose",
    wrote: "write",
    written: "write",
    took: "take",
    taken: "take",
    saw: "see",
    seen: "see",
    spoke: "speak",
    spoken: "speak",
    broke: "break",
    broken: "break",
    fell: "fall",
    fallen: "fall",
    drank: "drink",
    drunk: "drink",
    drove: "drive",
    paid: "pay",
    children: "child",
    kids: "kid",
    women: "woman",
    men: "man",
    worse: "bad",
    worst: "bad",
    came: "come",
    forgot: "forget",
    forgotten: "forget",
    bought: "buy",
    brought: "bring",
    taught: "teach",
    thought: "think",
    thoughts: "think",
    suicidal: "suicide",
    referral: "refer",
    referrals: "refer",
    ran: "run",
    sent: "send",
    stole: "steal",
    stolen: "steal",
    hid: "hide",
    bitten: "bite",
    shook: "shake",
    shaken: "shake",
    slept: "sleep",
    ate: "eat",
    eaten: "eat",
    knew: "know",
    known: "know",
    hung: "hang",
    found: "find",
    made: "make",
    held: "hold",
    lying: "lie",
    lied: "lie",
    threw: "throw",
    won: "win",
    began: "begin",
    begun: "begin",
    fought: "fight",
    stuck: "stick",
    swore: "swear",
    sworn: "swear",
    tore: "tear",
    cant: "cant",
    notes: "note",
    safely: "safe",
    anymore: "more",
    tonight: "night",
    nights: "night",
    oclock: "clock",
    till: "until",
    caught: "catch",
    chose: "choose",
    chosen: "choose",
    stood: "stand",
    sat: "sit",
    wore: "wear",
    worn: "wear",
    woke: "wake",
    fed: "feed",
    bled: "bleed",
    led: "lead",
    shown: "show",
    built: "build",
    rite: "write",
    scared: "afraid",
    scare: "afraid",
    choice: "choose",
    cert: "certificate",
    certs: "certificate",
    hosp: "hospital",
    wknd: "weekend",
    bf: "boyfriend",
    gf: "girlfriend",
    wanna: "want",
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "2nite": "night",
    "2moro": "tomorrow",
    thru: "through",
    nite: "night",
    tonite: "night",
    b4: "before",
    msg: "message",
    abt: "about",
    tmrw: "tomorrow",
    tomoz: "tomorrow",
    mins: "minute",
    hrs: "hour",
    hr: "hour",
    appt: "appointment",
    sesh: "session",
    docs: "doctor",
    doc: "doctor",
  };
  const TITLE = 2.2,
    HEADING = 1.2,
    SUMMARY = 0.9,
    TEXT = 1.8; /* what a rare word is worth, by where it stands */
  const SAYING = 10; /* what being just like a saying is worth; a title with every word typed comes to about as much */
  const NORM = 3.5; /* how sayings for one page add up: 1 is their sum; the higher, the more the best one alone counts */
  const PHRASE = 0.75,
    BAG = 0.45; /* what being like one phrase of a saying is worth, and having its words at all */
  const LIKE = 0.45,
    NEAR = 0.75,
    BEGUN = 0.55; /* a word that means the same, one misspelt, one begun or of one root */
  const TOGETHER = 2; /* what having all words in one section is worth */
  const NAME = 4,
    EXACT = 1.8; /* what having a title like it is worth; how much more if it is the very title */
  const NAMED = 1.3,
    OWN = 1.4; /* what it does for a page if its kind was named, and if only these readers have it */
  const FEWEST = 0.16; /* results below this share of the best are left out */
  /* Asks what a word means. */
  const MEANING =
    /^(whats|wats|what is|what are|define)\b( an?)? [a-z0-9-]+$|\b(mean(s|ing)?|stands? for|abbreviation)\b/;
  const PRINTING = /\b(print(ed|ing|s|out|outs|able)?|pdfs?|(hard|paper) cop(y|ies)|photocop(y|ies|ying))\b/;
  const TIMING = /\bw(hat|ot|at) time\b|\btim(ing|ings|ed|etable|etables)\b|\b(schedule|agenda)\b/;
  const MUST =
    /\b((what|who|when|which|where) )?(do(es)? (i|we|u|you|they|he|she) (really |actually )?(have|need) to|must (i|we))\b/g;
  const SHORT =
    /^(.{3,})(in|up|on|off|out|over)$|^(on|in|out|off|up)(.{3,})$/; /* checkin and oncall, as a page writes check-in */
  /* The hyphen of Wi-Fi, e-mail and co-ordinator, which parts no words; that of on-call does. */
  const JOINED =
    /\b(?!(?:on|up|in|to|of|at|go|no|my|we|by|do|it|is|or|as|me|us|he|be|an|if|so)[-\u2010])([a-z]{1,2})[-\u2010](?=[a-z])/g;
  const MOST = 20;
  const COUNTED = (
    "nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
    "seventeen eighteen nineteen twenty"
  ).split(" ");
  const has = Object.prototype.hasOwnProperty;

  function words(text) {
    const found = Object.create(null);
    text.split(" ").forEach((word) => {
      found[word] = true;
    });
    return found;
  }

  function folded(text) {
    return text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[’'`]/g, "")
      .replace(JOINED, "$1");
  }

  /* Words, in small letters. "Do I have to" is one of them: it asks for a choice, and each of its words tells nothing. */
  function tokens(text) {
    const kept = folded(text).replace(MUST, (said, asks) => {
      return asks ? said : "haveto";
    });
    return kept.match(/[\p{L}\p{N}]+/gu) || [];
  }

  /* The part of a word that its forms share: calls, called and calling are one. */
  function stem(word) {
    let base = FORMS[word] || FORMS[word.replace(/s$/, "")] || word;
    if (base.length < 4 || /[0-9]/.test(base)) {
      return base;
    }
    base = base
      .replace(/ies$|ied$/, "y")
      .replace(/(ss|sh|ch|x|z)es$/, "$1")
      .replace(/([^su])s$/, "$1");
    if (base.length > 6) {
      base = base.replace(/(ness|ment|ity|fully|ful)$/, "");
    }
    if (base.length > 5) {
      base = base.replace(/ly$/, "");
    }
    const cut = base.replace(/(ing|ed)$/, "");
    if (cut !== base && cut.length > 2 && /[aeiouy]/.test(cut)) {
      base = cut.replace(/([bdfgmnprt])\1$/, "$1");
    }
    return base.length > 3 ? base.replace(/e$/, "").replace(/y$/, "i") : base;
  }

  function stems(text) {
    return tokens(text).map(stem);
  }

  /* How many letters must be put in, left out, changed or swapped to make one word of another; at most `most` + 1. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) {
      return most + 1;
    }
    let before = [],
      last = [],
      now = [],
      i,
      j,
      best;
    for (j = 0; j <= other.length; j += 1) {
      last[j] = j;
    }
    for (i = 1; i <= one.length; i += 1) {
      now = [i];
      best = i;
      for (j = 1; j <= other.length; j += 1) {
        now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          now[j] = Math.min(now[j], before[j - 2] + 1);
        }
        best = Math.min(best, now[j]);
      }
      if (best > most) {
        return most + 1;
      }
      before = last;
      last = now;
    }
    return last[other.length];
  }

  /* A stem as the index holds it where the word hurts and is not to be read there: FNV-1a, which needs no secure page. */
  function veiled(word) {
    let code = 0x811c9dc5;
    for (let at = 0; at < word.length; at += 1) {
      code = Math.imul(code ^ word.charCodeAt(at), 0x01000193);
    }
    return `#${(code >>> 0).toString(36)}`;
  }

  function wholeOf(terms) {
    return terms.reduce((sum, term) => {
      return sum + term.weight;
    }, 0);
  }

  function add(table, key, value) {
    (table[key] || (table[key] = [])).push(value);
  }

  /* Words or phrases: a capital says how many letters of the one before each begins with, A for none. */
  function listed(packed) {
    let last = "";
    return (packed.match(/[A-Z][^A-Z]*/g) || []).map((each) => {
      last = last.slice(0, each.charCodeAt(0) - 65) + each.slice(1);
      return last;
    });
  }

  /* Rising numbers: each is its distance from the one before, with letters for digits, of which only the last is small. */
  function numbers(packed) {
    let last = 0;
    return (packed.match(/[A-Z]*[a-z]/g) || []).map((each) => {
      last += each.split("").reduce((step, letter) => {
        return step * 26 + (letter.charCodeAt(0) % 32) - 1;
      }, 0);
      return last;
    });
  }

  /* The sections, one a row: page, anchor, title, kind, opening. The first of each page has no anchor. */
  function rows(columns) {
    const anchors = columns[2].split("\n"),
      titles = columns[3].split("\n"),
      openings = columns[4].split("\n");
    return columns[0].map((page, place) => {
      const title = titles[place],
        anchor = anchors[place] || slug(title);
      return [page, page === columns[0][place - 1] ? anchor : "", title, columns[1][place], openings[place]];
    });
  }

  function slug(title) {
    return title
      .toLowerCase()
      .replace(/['\u2019]/g, "")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
  }

  function engine(index) {
    const text = Object.create(null),
      titles = Object.create(null),
      headings = Object.create(null);
    const summaries = Object.create(null),
      surface = Object.create(null),
      sizes = [],
      firsts = [],
      pagesOf = Object.create(null);
    const phrases = [],
      phrasesOf = Object.create(null),
      like = Object.create(null),
      urgent = [],
      sayingsOf = Object.create(null),
      veiledUrgent = [],
      names = [],
      namesOf = Object.create(null);
    const cutOff = index.pages.length,
      stop = words(index.stop),
      sections = rows(index.sections);

    function telling(text) {
      const all = tokens(text),
        kept = all.filter((word) => {
          return !stop[word];
        });
      return kept.length ? kept : all;
    }

    function content(text) {
      return telling(text).map(stem);
    }

    function readPages() {
      index.pages.forEach((page, number) => {
        sizes[number] = 0;
        content(page[1]).forEach((word) => {
          add(titles, word, number);
        });
      });
      sections.forEach((section, place) => {
        sizes[section[0]] += 1;
        if (!section[1]) {
          firsts[section[0]] = place;
          content(section[4]).forEach((word) => {
            add(summaries, word, section[0]);
          });
        } else {
          content(section[2]).forEach((word) => {
            add(headings, word, place);
          });
        }
        names[place] = content(section[1] ? section[2] : index.pages[section[0]][1]);
        names[place].forEach((word) => {
          add(namesOf, word, place);
        });
      });
    }

    function readWords() {
      index.words.forEach((part, ofPages) => {
        const places = part[1].split(" ");
        listed(part[0]).forEach((word, number) => {
          const base = stem(word),
            found = text[base] || (text[base] = []);
          surface[word] = base;
          numbers(places[number]).forEach((place) => {
            found.push(ofPages ? firsts[place] : place);
          });
        });
      });
    }

    function readSayings() {
      index.sayings.forEach((saying, number) => {
        const meant = saying[1].map((words) => {
          return content(words);
        });
        function count(kept) {
          if (kept.length === 1) {
            meant.forEach((words) => {
              words.forEach((word) => {
                add(like, kept[0], word);
              });
            });
          }
          kept.forEach((word) => {
            const inSayings = sayingsOf[word] || (sayingsOf[word] = Object.create(null));
            inSayings[number] = (inSayings[number] || 0) + 1;
            add(phrasesOf, word, phrases.length);
          });
        }
        (saying[4] || []).forEach((said) => {
          const kept = said.split(" ").map((word) => {
            return `#${word}`;
          });
          count(kept);
          phrases.push({ stems: kept, saying: number });
          if (saying[3]) {
            veiledUrgent.push(kept);
          }
        });
        listed(saying[0]).forEach((said) => {
          const kept = content(said);
          count(kept);
          kept.forEach((word) => {
            surface[word] = surface[word] || word;
          });
          tokens(said).forEach((word) => {
            surface[word] = surface[word] || stem(word);
          });
          phrases.push({ stems: kept, saying: number });
          if (saying[3]) {
            urgent.push(stems(said));
          }
        });
      });
    }

    function countPages() {
      [text, headings].forEach((table) => {
        Object.keys(table).forEach((word) => {
          const seen = pagesOf[word] || (pagesOf[word] = Object.create(null));
          table[word].forEach((place) => {
            seen[sections[place][0]] = true;
          });
        });
      });
      Object.keys(titles).forEach((word) => {
        const seen = pagesOf[word] || (pagesOf[word] = Object.create(null));
        titles[word].forEach((page) => {
          seen[page] = true;
        });
      });
      Object.keys(pagesOf).forEach((word) => {
        pagesOf[word] = Object.keys(pagesOf[word]).length;
      });
      listed(index.common).forEach((word) => {
        surface[word] = stem(word);
        pagesOf[surface[word]] = cutOff / 4;
      });
    }

    function known(word) {
      return word in pagesOf || word in phrasesOf || word in like;
    }

    /* How much a word tells: little if it stands on most pages, much if it is rare. */
    function weight(word) {
      const often = Math.max(pagesOf[word] || 0, Math.min(40, (phrasesOf[word] || []).length / 2));
      return Math.log(1 + cutOff / (1 + often));
    }

    function misspelt(word) {
      const most = word.length > 8 ? 2 : 1,
        near = [],
        base = stem(word);
      Object.keys(surface).forEach((each) => {
        let far = most + 1,
          part = 0;
        if (word.length > 7 || surface[each].length < 5) {
          if (Math.min(word.length, each.length) > 4) {
            far = distance(word, each, most);
          }
        }
        if (far > most && base.length > 4 && surface[each].length > 4) {
          far = distance(base, surface[each], most);
          part = 0.3;
        }
        if (
          word.length === 4 &&
          each.length === 4 &&
          word !== each &&
          distance(word, each, 1) === 1 &&
          word.split("").sort().join() === each.split("").sort().join()
        ) {
          far = 1;
        }
        if (far <= most) {
          near.push([surface[each], far + part + (each[0] === word[0] ? 0 : 1)]);
        }
      });
      near.sort((one, other) => {
        return one[1] - other[1] || weight(one[0]) - weight(other[0]);
      });
      return near.slice(0, 3).map((each) => {
        return [each[0], NEAR / (1 + (each[1] > 1 ? 0.4 : 0))];
      });
    }

    /* Known words of the same root as an unknown one: ratification finds ratified. */
    function related(base) {
      const roots = Object.create(null);
      Object.keys(surface).forEach((each) => {
        let other = surface[each],
          same = 0;
        while (same < base.length && base[same] === other[same]) {
          same += 1;
        }
        if (same > 4 && (same >= other.length - 1 || same >= 0.6 * base.length)) {
          roots[other] = same;
        }
      });
      return Object.keys(roots)
        .sort((one, other) => {
          return roots[other] - roots[one] || one.length - other.length;
        })
        .slice(0, 3)
        .map((each) => {
          return [each, BEGUN];
        });
    }

    function begun(word) {
      const found = Object.create(null);
      Object.keys(surface).forEach((each) => {
        if (each.indexOf(word) === 0 && each !== word) {
          found[surface[each]] = BEGUN;
        }
      });
      return Object.keys(found)
        .slice(0, 25)
        .map((each) => {
          return [each, BEGUN];
        });
    }

    /* Words as the pages write them: safe guarding is one, and unless they may only be joined, roleplay and 72hr are two. */
    function parted(all, joined) {
      let made = [],
        at,
        both,
        cut,
        one,
        other;
      function stands(word) {
        return stem(word) in pagesOf;
      }
      for (at = 0; at < all.length; at += 1) {
        both = all[at] + all[at + 1];
        if (
          at + 1 < all.length &&
          (both.length > 6 || all[at].length < 3) &&
          /^[a-z]/.test(both) &&
          !stop[all[at]] &&
          !stop[all[at + 1]] &&
          stands(both)
        ) {
          made.push(both);
          at += 1;
          continue;
        }
        one = all[at];
        if (!joined && !known(stem(one)) && !stop[one]) {
          other = one.replace(/^([0-9]+)([a-z]{2,})$|^([a-z]{3,})([0-9]+)$/, "$1$3 $2$4");
          if (SHORT.test(one) && stands(one.replace(SHORT, "$1$4"))) {
            other = one.replace(SHORT, "$1$3 $2$4");
          }
          for (cut = 4; other === one && cut <= one.length - 4; cut += 1) {
            if (stands(one.slice(0, cut)) && stands(one.slice(cut))) {
              other = `${one.slice(0, cut)} ${one.slice(cut)}`;
            }
          }
          one = FORMS[one] ? one : other;
        }
        made.push(one);
      }
      return made;
    }

    /* What somebody typed, word by word, each with the words to look for and how far each stands for it. */
    function asked(typed) {
      const all = tokens(typed),
        seen = Object.create(null);
      return telling(parted(all).join(" "))
        .filter((word) => {
          const base = stem(word),
            again = seen[base];
          seen[base] = true;
          return !again;
        })
        .map((word) => {
          const base = stem(word),
            forms = Object.create(null),
            veil = veiled(base);
          let found = known(base) ? [[base, 1]] : known(veil) ? [] : misspelt(word);
          if (known(veil)) {
            found = found.concat([[veil, 1]]);
          }
          if (found.length && found[0][1] < NEAR) {
            found = related(base).concat(found).slice(0, 3);
          }
          const last = word === all[all.length - 1] && !/\s$/.test(typed);
          if (last && word.length > 2 && !known(base) && !known(veil)) {
            found = found.concat(begun(word));
          }
          if (!found.length && word.length > 3) {
            found = begun(word);
          }
          if (!found.length) {
            found = related(base);
          }
          found.forEach((each) => {
            forms[each[0]] = Math.max(forms[each[0]] || 0, each[1]);
            (like[each[0]] || []).forEach((other) => {
              forms[other] = Math.max(forms[other] || 0, each[1] * LIKE);
            });
          });
          return { word: base, forms, weight: found.length ? weight(found[0][0]) : Math.log(1 + cutOff / 4) };
        });
    }

    /* How like each of some texts is to what was typed, from 0 to 1: `places` names the texts each word stands in. */
    function likeness(terms, places, stemsOf) {
      const matched = Object.create(null),
        alike = Object.create(null);
      const whole = wholeOf(terms);
      terms.forEach((term, position) => {
        Object.keys(term.forms).forEach((form) => {
          (places[form] || []).forEach((number) => {
            const hits = matched[number] || (matched[number] = Object.create(null));
            if (!hits[position] || hits[position][0] < term.forms[form]) {
              hits[position] = [term.forms[form], form];
            }
          });
        });
      });
      Object.keys(matched).forEach((number) => {
        let hits = matched[number],
          got = 0,
          had = Object.create(null),
          missing = 0;
        Object.keys(hits).forEach((position) => {
          got += hits[position][0] * Math.min(terms[position].weight, weight(hits[position][1]) + 1);
          had[hits[position][1]] = true;
        });
        stemsOf(number).forEach((word) => {
          if (!had[word]) {
            missing += weight(word);
          }
        });
        alike[number] = got / (got + 0.7 * missing + Math.max(0, whole - got));
      });
      return alike;
    }

    /* How much of what was typed each saying has among its words, from 0 to 1. */
    function sharedWords(terms) {
      const shared = Object.create(null);
      const whole = wholeOf(terms);
      terms.forEach((term) => {
        const here = Object.create(null);
        Object.keys(term.forms).forEach((form) => {
          const rows = sayingsOf[form] || {},
            tell = Math.log(1 + index.sayings.length / (1 + Object.keys(rows).length));
          Object.keys(rows).forEach((number) => {
            const worth = (term.forms[form] * Math.min(term.weight, 1.2 * tell) * rows[number]) / (rows[number] + 0.5);
            here[number] = Math.max(here[number] || 0, worth);
          });
        });
        Object.keys(here).forEach((number) => {
          shared[number] = (shared[number] || 0) + here[number] / whole;
        });
      });
      return shared;
    }

    /* How like each saying is to what was typed: the best of its phrases, and all its words. */
    function sayingsLike(terms) {
      const best = Object.create(null),
        shared = sharedWords(terms);
      const alike = likeness(terms, phrasesOf, (number) => {
        return phrases[number].stems;
      });
      Object.keys(alike).forEach((number) => {
        const saying = phrases[number].saying;
        best[saying] = Math.max(best[saying] || 0, alike[number]);
      });
      Object.keys(shared).forEach((number) => {
        best[number] = PHRASE * (best[number] || 0) + BAG * shared[number];
      });
      return best;
    }

    function scores(terms) {
      const pages = [],
        inSections = Object.create(null);
      const whole = wholeOf(terms) || 1;
      const usual = sections.length / index.pages.length;
      index.pages.forEach((_, page) => {
        pages[page] = { words: 0, met: 0, sayings: 0, name: 0 };
      });
      terms.forEach((term) => {
        const best = Object.create(null),
          here = Object.create(null);
        Object.keys(term.forms).forEach((form) => {
          let share = term.forms[form],
            counts = Object.create(null),
            page;
          function give(number, part) {
            const row = here[number] || (here[number] = {});
            row[form] = (row[form] || 0) + share * part;
            best[number] = Math.max(best[number] || 0, row[form]);
          }
          (text[form] || []).forEach((place) => {
            page = sections[place][0];
            counts[page] = (counts[page] || 0) + 1;
            inSections[place] = (inSections[place] || 0) + share * term.weight;
          });
          Object.keys(counts).forEach((number) => {
            const size = 0.4 + (0.6 * sizes[number]) / usual;
            give(number, (TEXT * counts[number]) / (counts[number] + size));
          });
          (summaries[form] || []).forEach((number) => {
            give(number, SUMMARY);
          });
          (titles[form] || []).forEach((number) => {
            give(number, TITLE);
          });
          const seen = Object.create(null);
          (headings[form] || []).forEach((place) => {
            const number = sections[place][0];
            inSections[place] = (inSections[place] || 0) + 2 * share * term.weight;
            if (!seen[number]) {
              give(number, HEADING);
            }
            seen[number] = true;
          });
        });
        Object.keys(best).forEach((number) => {
          pages[number].words += (best[number] * term.weight) / whole;
          pages[number].met += (Math.min(1, best[number]) * term.weight) / whole;
        });
      });
      return { pages, sections: inSections, whole };
    }

    function isSaid(phrase, said) {
      for (var start = 0; start + phrase.length <= said.length; start += 1) {
        const same = phrase.every((word, step) => {
          return word === said[start + step];
        });
        if (same) {
          return true;
        }
      }
      return false;
    }

    /* Every word typed, as what it was meant to be. */
    function heard(typed) {
      return parted(tokens(typed), true).map((word) => {
        const base = stem(word),
          near = known(base) || stop[word] || known(veiled(base)) ? [] : misspelt(word);
        return near.length ? near[0][0] : base;
      });
    }

    /* The kinds that what was typed names: "role play about phone numbers" is more than words that stand in one. */
    function kindsNamed(typed, said) {
      const meaning = MEANING.test(folded(typed).trim());
      return index.kinds.map((names) => {
        return (
          (names[0] === "Glossary" && meaning) ||
          (names[0] === "Download" && PRINTING.test(folded(typed))) ||
          (names[0] === "Timetable" && TIMING.test(folded(typed))) ||
          isSaid(stems(names[0]), said)
        );
      });
    }

    /* The pages whose own numbers were typed, in any spelling: SOP-03, sop no. 3, role play seven, top-up day 1, 2.6. */
    function numbered(typed) {
      let found = [],
        at = 0,
        parts = (folded(typed).match(/[a-z]+|[0-9]+(\.[0-9]+)*/g) || []).filter((part, place, all) => {
          return !place || !(/^(no|nr|num|numbers?)$/.test(part) && /^[0-9]/.test(all[place + 1] || ""));
        });
      function page(from, length) {
        const names = parts.slice(from, from + length).map((part) => {
          return COUNTED.indexOf(part) > 0 ? String(COUNTED.indexOf(part)) : part.replace(/^0+(?=[0-9])/, "");
        });
        const one = names.join(""),
          single = names
            .map((name) => {
              return name.replace(/([a-z]{2})s$/, "$1");
            })
            .join("");
        return /[0-9]/.test(one)
          ? [one, single].filter((name) => {
              return has.call(index.numbers, name);
            })[0]
          : undefined;
      }
      while (at < parts.length) {
        let length = Math.min(6, parts.length - at);
        while (length && page(at, length) === undefined) {
          length -= 1;
        }
        if (length && found.indexOf(index.numbers[page(at, length)]) < 0) {
          found.push(index.numbers[page(at, length)]);
        }
        at += length || 1;
      }
      return found;
    }

    function find(typed) {
      const terms = asked(typed),
        found = scores(terms),
        sayings = sayingsLike(terms),
        said = heard(typed);
      let anchors = Object.create(null),
        hits = [],
        named = kindsNamed(typed, said);
      Object.keys(sayings).forEach((number) => {
        const alike = sayings[number],
          had = Object.create(null);
        index.sayings[number][2].forEach((place, order) => {
          const page = sections[place][0],
            worth = (SAYING * Math.pow(alike, 1.6)) / (1 + 0.25 * order);
          if (!had[page]) {
            found.pages[page].sayings += Math.pow(worth, NORM);
          }
          had[page] = true;
          if (sections[place][1] && (!anchors[page] || worth > anchors[page][2])) {
            anchors[page] = [place, alike, worth];
          }
        });
      });
      found.pages.forEach((page) => {
        page.sayings = Math.pow(page.sayings, 1 / NORM);
      });
      const called = likeness(terms, namesOf, (place) => {
        return names[place];
      });
      Object.keys(called).forEach((place) => {
        const page = sections[place][0],
          alike = called[place];
        const worth = NAME * alike * alike * (alike > 0.98 ? EXACT : 1);
        if (worth > found.pages[page].name) {
          found.pages[page].name = worth;
          if (sections[place][1] && worth > found.pages[page].sayings) {
            anchors[page] = [+place, alike];
          }
        }
      });
      const bestOf = Object.create(null);
      Object.keys(found.sections).forEach((place) => {
        const page = sections[place][0];
        if (!bestOf[page] || found.sections[place] > found.sections[bestOf[page]]) {
          bestOf[page] = +place;
        }
      });
      found.pages.forEach((page, number) => {
        let section = bestOf[number],
          both = Math.min(1, (found.sections[section] || 0) / found.whole / 2);
        let score = page.words * (0.35 + 0.65 * page.met) + TOGETHER * both * both + page.sayings + page.name;
        if (named[index.pages[number][2]]) {
          score *= NAMED;
        }
        if (index.own.indexOf(number) >= 0) {
          score *= OWN;
        }
        if (anchors[number] && anchors[number][1] > 0.45) {
          section = anchors[number][0];
        }
        if (score > 0.05) {
          hits.push({ page: number, section: section === undefined ? firsts[number] : section, score });
        }
      });
      hits.sort((one, other) => {
        return other.score - one.score || one.page - other.page;
      });
      const least = hits.length ? hits[0].score * FEWEST : 0,
        first = numbered(typed);
      hits = first
        .map((page) => {
          return { page, section: firsts[page], score: least + 1 };
        })
        .concat(
          hits.filter((hit) => {
            return first.indexOf(hit.page) < 0;
          }),
        );
      return {
        urgent:
          urgent.some((phrase) => {
            return isSaid(phrase, said);
          }) ||
          veiledUrgent.some((phrase) => {
            return isSaid(phrase, said.map(veiled));
          }),
        terms: terms.reduce((list, term) => {
          return list.concat(Object.keys(term.forms));
        }, []),
        results: hits
          .filter((hit) => {
            return hit.score >= least;
          })
          .slice(0, MOST)
          .map(shown),
      };
    }

    function shown(hit) {
      const section = sections[hit.section],
        page = index.pages[hit.page];
      return {
        address: page[0] + (section[1] ? `#${section[1]}` : ""),
        title: page[1],
        section: section[1] ? section[2] : "",
        kind: section[3],
        excerpt: section[4],
        score: hit.score,
      };
    }

    readPages();
    readWords();
    readSayings();
    countPages();
    return { find };
  }

  self.handbookSearch = { engine, stem };
})(self);
