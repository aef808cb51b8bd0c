// Package sdk writes the clients that GetSdk answers: the files of a client in
// JavaScript for the methods that a stage serves, laid out as AWS lays out its
// own, so that a page that includes one includes the other. The code is reel's;
// it needs neither axios nor CryptoJS, because browsers and Node fetch and sign by
// themselves today.
package sdk
