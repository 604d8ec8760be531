// Taking things off the page: copying words, the phone's own sharing, saving files.

/** Copy words; false when the browser would not. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    return copyOldWay(text);
  }
}

// Pages without https, and old browsers, have no clipboard of their own.
function copyOldWay(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "hidden-words";
  document.body.append(area);
  area.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch (error) {
    done = false;
  }
  area.remove();
  return done;
}

/** The phone's sharing sheet; true when it was shown, even if she then chose nothing. */
export async function share(what) {
  if (!navigator.share) return false;
  try {
    await navigator.share(what);
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

/** Share a file when the phone can, else save it. Says which: "shared" or "saved". */
export async function hand(blob, name) {
  const file = new File([blob], name, { type: blob.type });
  const can = navigator.canShare && navigator.canShare({ files: [file] });
  if (can && (await share({ files: [file], title: name }))) return "shared";
  save(blob, name);
  return "saved";
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
