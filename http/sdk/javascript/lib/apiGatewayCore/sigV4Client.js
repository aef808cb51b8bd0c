// Signs requests with AWS Signature Version 4 for the service execute-api:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
"use strict";

globalThis.apiGateway = globalThis.apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.sigV4ClientFactory = {
    newClient: function (config) {
        const subtle = globalThis.crypto.subtle, utf8 = new TextEncoder();

        function hex(bytes) {
            return Array.from(new Uint8Array(bytes), function (b) { return b.toString(16).padStart(2, "0"); }).join("");
        }

        async function sha256(text) {
            return hex(await subtle.digest("SHA-256", utf8.encode(text)));
        }

        async function hmac(key, text) {
            const imported = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
            return new Uint8Array(await subtle.sign("HMAC", imported, utf8.encode(text)));
        }

        // Returns the headers of a request with its signature among them.
        async function sign(verb, url, headers, body) {
            const now = new Date().toISOString().replace(/[:-]|\.\d{3}/g, "");
            const date = now.slice(0, 8), scope = [date, config.region, "execute-api", "aws4_request"].join("/");
            const signed = Object.assign({}, headers, { "x-amz-date": now });
            if (config.sessionToken) {
                signed["x-amz-security-token"] = config.sessionToken;
            }
            const all = { host: url.host };
            for (const name of Object.keys(signed)) {
                all[name.toLowerCase()] = String(signed[name]).trim().replace(/ +/g, " ");
            }
            const names = Object.keys(all).sort();
            // A path is encoded twice, as every service but S3 wants it.
            const path = url.pathname.split("/").map(apiGateway.core.utils.encode).join("/");
            const canonical = [verb, path, url.search.slice(1)]
                .concat(names.map(function (n) { return n + ":" + all[n]; }), "", names.join(";"), await sha256(body || "")).join("\n");
            const toSign = ["AWS4-HMAC-SHA256", now, scope, await sha256(canonical)].join("\n");

            let key = utf8.encode("AWS4" + config.secretKey);
            for (const part of scope.split("/")) {
                key = await hmac(key, part);
            }
            signed.Authorization = "AWS4-HMAC-SHA256 Credential=" + config.accessKey + "/" + scope +
                ", SignedHeaders=" + names.join(";") + ", Signature=" + hex(await hmac(key, toSign));
            return signed;
        }

        return { sign: sign };
    }
};
