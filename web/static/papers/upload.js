// Sending one file so that its progress can be shown: what `fetch` cannot tell, an XMLHttpRequest can.

import { formOf, Problem } from "../http.js";
import { currentLanguage } from "../text.js";

const PATIENCE_MS = 300000;

/** Send a paper; `progress(share)` is told how much has gone. Gives `{ done, stop }`: a promise, and a way to give up. */
export function upload(who, what, file, progress) {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      const said = parsed(request.responseText);
      if (request.status === 201) resolve(said);
      else reject(new Problem(request.status, said.detail));
    };
    request.onerror = () => reject(new Problem(0));
    request.ontimeout = request.onerror;
    request.onabort = () => resolve(null);
  });
  request.open("POST", `/api/v1/interviews/${encodeURIComponent(who.id)}/papers`);
  request.timeout = PATIENCE_MS;
  request.setRequestHeader("Authorization", `Bearer ${who.token}`);
  request.setRequestHeader("Accept-Language", currentLanguage());
  request.send(formOf({ what }, file, "paper"));
  return { done, stop: () => request.abort() };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return {};
  }
}
